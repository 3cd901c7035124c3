using System.Net;
using System.Text.Json;
using Dapr.Client;
using Fleet.Contracts;

namespace Fleet.FineCollection.Fines.Explaining;

/// <summary>Gets the evidence of a violation from vehicle-tracking, which keeps it.</summary>
public sealed class EvidenceFile(DaprClient dapr, TimeProvider time, ILogger<EvidenceFile> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The evidence, or why it cannot be had: <c>not_kept</c> or <c>unavailable</c>.</summary>
    public async Task<(JsonElement? Evidence, string? Reason)> Of(string violationId, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var path = $"v1/violations/{Uri.EscapeDataString(violationId)}/evidence";
            return (await dapr.InvokeMethodAsync<JsonElement>(HttpMethod.Get, AppIds.VehicleTracking, path, either.Token), null);
        }
        catch (InvocationException gone) when (gone.Response?.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return (null, "not_kept");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("The evidence of {ViolationId} could not be had: {Reason}", violationId, failure.Message);
            return (null, "unavailable");
        }
    }
}
