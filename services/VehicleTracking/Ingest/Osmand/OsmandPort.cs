using System.Globalization;
using System.Net;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>
/// A port of its own for trackers that know only host and port. Nothing but the OsmAnd door is behind it, at <c>/</c> and
/// at <c>/osmand</c>, and a client address has a limit of requests as it has at the gateway.
/// </summary>
internal static class OsmandPort
{
    /// <summary>Opens the port beside the addresses that the service listens on anyway; nothing without the setting.</summary>
    /// <exception cref="InvalidDataException">The settings name no address or port.</exception>
    public static void AddOsmandPort(this WebApplicationBuilder builder)
    {
        if (Settings(builder.Configuration) is not { Port: { } port } settings) return;
        if (!IPAddress.TryParse(settings.Address, out var address) || port is < 1 or > ushort.MaxValue)
            throw new InvalidDataException("Osmand:Address is an IP address, and Osmand:Port is a port from 1 to 65535.");
        var own = new UriBuilder("http", address.ToString(), port).Uri.GetLeftPart(UriPartial.Authority);
        builder.WebHost.UseUrls([.. Addresses(builder), own]);
        var limits = new ClientLimits { RequestsPerSecond = settings.RequestsPerSecond, Burst = settings.Burst };
        builder.AddClientRateLimit(limits, context => context.Connection.LocalPort == port);
    }

    /// <summary>Lets nothing else through the port. Comes before everything that looks at the path.</summary>
    public static void UseOsmandPort(this WebApplication app)
    {
        if (Settings(app.Configuration)?.Port is not { } port) return;
        app.Use(async (context, next) =>
        {
            if (context.Connection.LocalPort == port)
            {
                if (context.Request.Path.Value is not ("" or "/" or OsmandEndpoint.Path or OsmandEndpoint.Path + "/"))
                {
                    await Problem.Of(StatusCodes.Status404NotFound, "not_found", $"Only the OsmAnd protocol is spoken on port {port}, at / and {OsmandEndpoint.Path}.").ExecuteAsync(context);
                    return;
                }

                context.Request.Path = OsmandEndpoint.Path;
            }

            await next(context);
        });
    }

    /// <summary>Counts requests on the port. Comes after the problem details, which say what was refused.</summary>
    public static void UseOsmandLimit(this WebApplication app)
    {
        if (Settings(app.Configuration)?.Port is not null) app.UseRateLimiter();
    }

    private static OsmandOptions? Settings(IConfiguration configuration) => configuration.GetSection("Osmand").Get<OsmandOptions>();

    // Naming one address means naming all: what the host would have listened on otherwise is said as well.
    private static IEnumerable<string> Addresses(WebApplicationBuilder builder)
    {
        var urls = builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey);
        if (!string.IsNullOrEmpty(urls)) return urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var ports = builder.WebHost.GetSetting(WebHostDefaults.HttpPortsKey);
        return string.IsNullOrEmpty(ports)
            ? ["http://localhost:5000"]
            : ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => string.Create(CultureInfo.InvariantCulture, $"http://*:{port}"));
    }
}
