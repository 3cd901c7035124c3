using System.Text.Json;
using Fleet.Contracts;
using Fleet.Gateway.Forwarding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Gateway.Statistics;

/// <summary>
/// <c>GET /v1/stats</c>: the numbers of every service under its app id. A service that cannot be asked is left out and
/// counted under <c>gateway.servicesUnavailable</c>.
/// </summary>
internal sealed class GatherStats(SidecarChannel channel, TimeProvider time, ILogger<GatherStats> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stats", (GatherStats stats, CancellationToken cancellation) => stats.Gather(cancellation));

    private async Task<Ok<Dictionary<string, JsonElement>>> Gather(CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(RouteTable.Services.Select(async appId => (appId, Stats: await Ask(appId, cancellation))));
        var all = answers.Where(answer => answer.Stats is not null).ToDictionary(answer => answer.appId, answer => answer.Stats!.Value);
        all[AppIds.Gateway] = JsonSerializer.SerializeToElement(new { servicesUnavailable = answers.Length - all.Count }, ContractJson.Options);
        return TypedResults.Ok(all);
    }

    private async Task<JsonElement?> Ask(string appId, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = channel.Request(HttpMethod.Get, appId, "/v1/stats");
            using var answer = await channel.Send(request, either.Token);
            if (!answer.IsSuccessStatusCode) return null;
            return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogDebug(failure, "{Service} did not tell its numbers", appId);
            return null;
        }
    }
}
