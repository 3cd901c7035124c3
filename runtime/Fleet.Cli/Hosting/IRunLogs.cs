using Fleet.Cli.Processes;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Hosting;

/// <summary>Where the output of a run goes.</summary>
internal interface IRunLogs
{
    /// <summary>The log of an app.</summary>
    AppLog OfApp(AppPlan app);

    /// <summary>The log of the sidecars.</summary>
    ILoggerFactory OfRuntime();
}
