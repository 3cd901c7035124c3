using System.Collections.Concurrent;
using Fleet.Runtime.Testing;
using Fleet.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Tests.Unit.ServiceDefaults;

public sealed class PeriodicStepTests
{
    [Fact]
    public async Task A_step_is_done_at_each_interval_also_after_it_has_failed()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var done = new ConcurrentQueue<DateTimeOffset>();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time);
        services.AddPeriodicStep("look", TimeSpan.FromSeconds(2), (_, _) =>
        {
            done.Enqueue(time.GetUtcNow());
            return done.Count == 1 ? throw new InvalidOperationException("away") : Task.CompletedTask;
        });
        await using var provider = services.BuildServiceProvider();
        var step = provider.GetRequiredService<IHostedService>();
        await step.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(await time.AdvanceUntilAsync(() => Task.FromResult(done.Count >= 3), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));

        await step.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(done.Min() >= DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(2));
    }
}
