using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Work that needs the sidecar, which in turn waits for the service to listen: it runs once the service listens, and again
/// every second until it succeeds. A step must therefore be harmless to repeat.
/// </summary>
public static class StartupSteps
{
    /// <summary>Adds a step; steps run in parallel.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="step">The work.</param>
    public static IServiceCollection AddStartupStep(
        this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task> step) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<StartupStep>(provider, name, step));
}

internal sealed class StartupStep(
    string name,
    Func<IServiceProvider, CancellationToken, Task> step,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<StartupStep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await Started(stoppingToken)) return;
        for (var attempt = 1; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await step(services, stoppingToken);
                log.LogInformation("Start-up step {Step} is done", name);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The first failures are the sidecar still starting.
                log.Log(attempt < 10 ? LogLevel.Debug : LogLevel.Warning, failure, "Start-up step {Step} failed, attempt {Attempt}", name, attempt);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult(true));
        using var onStop = stoppingToken.Register(() => started.TrySetResult(false));
        return await started.Task;
    }
}
