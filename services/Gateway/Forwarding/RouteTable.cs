using Fleet.Contracts;
using Fleet.ServiceDefaults;

namespace Fleet.Gateway.Forwarding;

/// <summary>A part of the public API and the service behind it.</summary>
/// <param name="Prefix">Public path; it and everything below it is forwarded.</param>
/// <param name="AppId">The service.</param>
/// <param name="InnerPrefix">What the service calls <paramref name="Prefix"/>.</param>
/// <param name="Streamed">Bodies that are of any size, as the service takes them as they come; null without any.</param>
internal sealed record ForwardedRoute(string Prefix, string AppId, string InnerPrefix, StreamedBody? Streamed = null)
{
    /// <summary>The path that the service knows for a public one.</summary>
    public string InnerPath(string path) => InnerPrefix + path[Prefix.Length..];
}

/// <summary>The public API: which service answers what.</summary>
internal static class RouteTable
{
    private static readonly StreamedBody Lines = new(["application/x-ndjson", "application/jsonl", "application/ndjson"]);
    private static readonly StreamedBody Files = new(["text/csv", "application/geo+json"]);
    private static readonly StreamedBody Statements = new(["text/csv", "application/xml", "text/xml"]);

    public static IReadOnlyList<ForwardedRoute> Routes { get; } =
    [
        Same("/v1/passages", AppIds.VehicleTracking) with { Streamed = Lines },
        Same("/v1/positions", AppIds.VehicleTracking) with { Streamed = Lines },
        Same("/osmand", AppIds.VehicleTracking),
        Same("/v1/roads", AppIds.VehicleTracking) with { Streamed = Files },
        Same("/v1/cameras", AppIds.VehicleTracking),
        Same("/v1/zones", AppIds.VehicleTracking) with { Streamed = Files },
        Same("/v1/devices", AppIds.VehicleTracking) with { Streamed = Files },
        Same("/v1/tolerances", AppIds.VehicleTracking) with { Streamed = Files },
        Same("/v1/vehicles", AppIds.VehicleTracking),
        Same("/v1/lost-vehicles", AppIds.VehicleTracking),
        Same("/v1/live", AppIds.VehicleTracking),
        Same("/v1/violations", AppIds.VehicleTracking),
        Same("/v1/held-passages", AppIds.VehicleTracking),
        Same("/v1/replays", AppIds.VehicleTracking),
        Same("/v1/fines", AppIds.FineCollection),
        Same("/v1/owner-requests", AppIds.FineCollection) with { Streamed = Files },
        Same("/v1/persons", AppIds.FineCollection),
        Same("/v1/ledger", AppIds.FineCollection),
        Same("/v1/bank-statements", AppIds.FineCollection) with { Streamed = Statements },
        Same("/v1/payment-provider", AppIds.FineCollection),
        Same("/v1/tariffs", AppIds.FineCollection),
        Same("/v1/tariff-comparisons", AppIds.FineCollection),
        Same("/v1/deadlines", AppIds.FineCollection),
        new("/v1/violations/dead-letters", AppIds.FineCollection, "/v1/dead-letters"),
        Same("/v1/deliveries", AppIds.Notification),
        Same("/v1/templates", AppIds.Notification),
        Same("/v1/messages", AppIds.Notification),
        Same("/v1/recipients", AppIds.Notification),
        Same("/v1/due-messages", AppIds.Notification),
        Same("/v1/print-files", AppIds.Notification),
        Same("/v1/bounces", AppIds.Notification),
        Same("/v1/dead-letters", AppIds.Notification),
        new("/v1/registry", AppIds.VehicleRegistry, "/v1"),
    ];

    /// <summary>The services whose numbers are gathered.</summary>
    public static IReadOnlyList<string> Services { get; } = [AppIds.VehicleTracking, AppIds.FineCollection, AppIds.Notification, AppIds.VehicleRegistry];

    private static ForwardedRoute Same(string prefix, string appId) => new(prefix, appId, prefix);
}
