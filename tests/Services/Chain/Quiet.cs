using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Services.Chain;

/// <summary>Keeps the services' logs out of the tests' output.</summary>
internal static class Quiet
{
    public static IWebHostBuilder Logs(IWebHostBuilder web) => web.ConfigureLogging(logging => logging.ClearProviders());
}
