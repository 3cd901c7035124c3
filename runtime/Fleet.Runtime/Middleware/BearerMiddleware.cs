using Fleet.Runtime.Components;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Fleet.Runtime.Middleware;

/// <summary><c>middleware.http.bearer</c>: lets through only who brings a token of the issuer, made for the audience.</summary>
internal sealed class BearerMiddleware(ComponentContext context) : IHttpMiddleware
{
    private const string Scheme = "Bearer ";
    private const int ShortestToken = 10;

    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler handler = new();
    private readonly SigningKeys keys = new(context);
    private string issuer = "";
    private string audience = "";

    /// <summary>How YAML names it, and what it knows; issuerURL and clientID are older names.</summary>
    public static ComponentType Type { get; } = new(
        "middleware.http.bearer",
        [new("issuer"), new("audience"), new("jwksURL"), new("issuerURL"), new("clientID")],
        context => new BearerMiddleware(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        issuer = context.Metadata.Text("issuer") ?? context.Metadata.Text("issuerURL") ?? throw new ComponentException("metadata field issuer is missing");
        audience = context.Metadata.Text("audience") ?? context.Metadata.Text("clientID") ?? throw new ComponentException("metadata field audience is missing");
        return keys.FindAsync(issuer, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        var header = exchange.Header("Authorization");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length < Scheme.Length + ShortestToken)
            return HttpReply.Unauthorized;
        var token = header[Scheme.Length..];
        return await IsGoodAsync(token, await keys.CurrentAsync(cancellationToken)) ? null : HttpReply.Unauthorized;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        return default;
    }

    private async Task<bool> IsGoodAsync(string token, IReadOnlyList<SecurityKey> known)
    {
        // A token must say which key it is signed with.
        if (!handler.CanReadToken(token) || handler.ReadJsonWebToken(token).Kid is not { Length: > 0 } kid)
            return false;
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKeys = known.Where(key => key.KeyId == kid),
            RequireExpirationTime = false,
            LifetimeValidator = IsInTime,
        });
        return result.IsValid;
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = context.Shared.Time.GetUtcNow().UtcDateTime;
        return (notBefore is null || notBefore <= now + AllowedSkew) && (expires is null || expires > now - AllowedSkew);
    }
}
