using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dapr.AspNetCore;

/// <summary>Options of the scheme by which the sidecar authenticates itself to the app.</summary>
public class DaprAuthenticationOptions : AuthenticationSchemeOptions
{
    internal const string DefaultScheme = "Dapr";

    /// <summary>The token that the sidecar sends; that of <c>APP_API_TOKEN</c> unless set.</summary>
    public string Token { get; set; } = DaprDefaults.AppApiToken();
}

/// <summary>Takes a caller for the sidecar if it sends the app's token.</summary>
internal sealed class DaprAuthenticationHandler(
    IOptionsMonitor<DaprAuthenticationOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder) : AuthenticationHandler<DaprAuthenticationOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        if (!Request.Headers.TryGetValue("dapr-api-token", out var token))
        {
            return AuthenticateResult.NoResult();
        }

        if (string.IsNullOrWhiteSpace(Options.Token))
        {
            return AuthenticateResult.Fail("The app has no token to compare with: set APP_API_TOKEN.");
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token.ToString()), Encoding.UTF8.GetBytes(Options.Token))
            ? AuthenticateResult.Success(new AuthenticationTicket(Sidecar(), Scheme.Name))
            : AuthenticateResult.Fail("The token is not the app's.");
    }

    private ClaimsPrincipal Sidecar() => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Dapr")], Scheme.Name));
}
