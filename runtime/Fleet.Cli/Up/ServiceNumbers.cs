using System.Text.Json.Nodes;
using Fleet.Contracts;

namespace Fleet.Cli.Up;

/// <summary>What the services count themselves, durably: <c>GET /v1/stats</c> of the gateway.</summary>
internal sealed record ServiceNumbers(
    long PositionsAccepted,
    long PassagesAccepted,
    long Violations,
    long FinesIssued,
    long Referred,
    long OwnerUnknown,
    long DeadLetters)
{
    /// <summary>All fines, whatever became of them.</summary>
    public long Fines => FinesIssued + Referred + OwnerUnknown;

    /// <summary>Reads the numbers of all services.</summary>
    /// <exception cref="HttpRequestException">The gateway does not answer with 200.</exception>
    public static async Task<ServiceNumbers> ReadAsync(HttpClient gateway, CancellationToken cancellation)
    {
        var all = JsonNode.Parse(await gateway.GetStringAsync("v1/stats", cancellation)) as JsonObject ?? [];
        long Of(string appId, string name) => all[appId]?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
        return new ServiceNumbers(
            Of(AppIds.VehicleTracking, "positionsAccepted"),
            Of(AppIds.VehicleTracking, "passagesAccepted"),
            Of(AppIds.VehicleTracking, "violations"),
            Of(AppIds.FineCollection, "finesIssued"),
            Of(AppIds.FineCollection, "finesReferred"),
            Of(AppIds.FineCollection, "finesOwnerUnknown"),
            Of(AppIds.FineCollection, "deadLetters") + Of(AppIds.Notification, "deadLetters"));
    }
}
