using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults;

/// <summary>Work that is done again and again while the service runs. A step that fails is logged, and done again at its time.</summary>
public static class PeriodicSteps
{
    /// <summary>Adds a step.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="interval">From one time to the next; the first is one interval after the start.</param>
    /// <param name="step">The work.</param>
    public static IServiceCollection AddPeriodicStep(
        this IServiceCollection services, string name, TimeSpan interval, Func<IServiceProvider, CancellationToken, Task> step) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<PeriodicStep>(provider, name, interval, step));
}

internal sealed class PeriodicStep(
    string name, TimeSpan interval, Func<IServiceProvider, CancellationToken, Task> step, IServiceProvider services, TimeProvider time, ILogger<PeriodicStep> log)
    : BackgroundService
{
    // When the service stops, the wait or the step is cancelled, and with it this.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await step(services, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Periodic step {Step} failed and is done again: {Reason}", name, failure.Message);
            }
        }
    }
}
