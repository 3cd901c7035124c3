using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData("right", HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Only_a_caller_with_the_apps_token_is_let_in(string? token, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(
            web =>
            {
                web.UseAuthentication();
                web.UseAuthorization();
                web.MapGet("/inside", () => "in").RequireAuthorization("Dapr");
            },
            services =>
            {
                services.AddAuthentication("Dapr").AddDapr(options => options.Token = "right");
                services.AddAuthorization(options => options.AddDapr());
            });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/inside");
        if (token is not null)
        {
            request.Headers.Add("dapr-api-token", token);
        }

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }
}
