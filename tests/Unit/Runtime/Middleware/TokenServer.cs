using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Fleet.Tests.Unit.Runtime.Middleware;

/// <summary>An issuer of tokens on a loopback port: its OpenID configuration, its keys, and its token URL.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly ECDsaSecurityKey key = new(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)) { KeyId = "k1" };
    private WebApplication? app;
    private int held;

    /// <summary>Address without a slash at the end.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What the token URL was asked: credentials of the header, and the form.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Whether the token URL takes credentials in the header.</summary>
    public bool TakesHeader { get; set; } = true;

    /// <summary>Whether it takes requests and answers none.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Requests that it does not answer.</summary>
    public int Held => held;

    public static async Task<TokenServer> StartAsync()
    {
        var server = new TokenServer();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server.app = builder.Build();
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        server.Issuer = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>A token of this issuer.</summary>
    public string Token(string audience, DateTime? expires = null, string? keyId = "k1") => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = audience,
        Expires = expires,
        IssuedAt = expires?.AddHours(-1),
        NotBefore = expires?.AddHours(-1),
        SigningCredentials = new SigningCredentials(keyId == "k1" ? key : new ECDsaSecurityKey(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)) { KeyId = keyId }, SecurityAlgorithms.EcdsaSha256),
    });

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        key.ECDsa.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (IsSilent)
        {
            Interlocked.Increment(ref held);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        switch (http.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                await http.Response.WriteAsync(new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = Issuer + "/keys" }.ToJsonString());
                break;
            case "/keys":
                var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
                var one = new JsonObject { ["kty"] = "EC", ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y, ["kid"] = "k1" };
                await http.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray(one) }.ToJsonString());
                break;
            default:
                var form = await http.Request.ReadFormAsync();
                Asked.Enqueue($"{http.Request.Headers.Authorization} {string.Join('&', form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))}");
                http.Response.StatusCode = TakesHeader || form.ContainsKey("client_secret") ? 200 : 401;
                await http.Response.WriteAsync("""{"access_token":"abc","token_type":"bearer","expires_in":60}""");
                break;
        }
    }
}
