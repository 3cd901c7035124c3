using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Simulation.World;

/// <summary>Keeps logs out of the tests' output, unless <c>FLEET_TEST_LOGS</c> asks for them.</summary>
internal static class Quiet
{
    private static readonly bool IsLoud = Environment.GetEnvironmentVariable("FLEET_TEST_LOGS") is not null;

    public static ILoggerFactory Logs { get; } = NullLoggerFactory.Instance;

    public static void Host(IWebHostBuilder web) => To(web);

    public static IWebHostBuilder To(IWebHostBuilder web) => IsLoud ? web : web.ConfigureLogging(logging => logging.ClearProviders());
}
