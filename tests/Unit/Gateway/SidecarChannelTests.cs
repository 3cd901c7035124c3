using System.Net;
using Fleet.Gateway.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Gateway;

public sealed class SidecarChannelTests
{
    [Theory]
    [InlineData("Jürgen")]
    [InlineData("Łukasz ☃")]
    public async Task A_header_beyond_ascii_arrives_as_it_was_sent(string name)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var sidecar = builder.Build();
        sidecar.Run(context => context.Response.WriteAsync(context.Request.Headers["Fleet-Actor"].ToString()));
        await sidecar.StartAsync(TestContext.Current.CancellationToken);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DAPR_HTTP_ENDPOINT", sidecar.Urls.First())]).Build();
        using var channel = SidecarChannel.From(configuration);

        using var request = channel.Request(HttpMethod.Get, "vehicle-tracking", "/v1/roads");
        request.Headers.TryAddWithoutValidation("Fleet-Actor", name);
        using var answer = await channel.Send(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, name), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
