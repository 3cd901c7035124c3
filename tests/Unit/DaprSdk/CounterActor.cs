using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.Tests.Unit.DaprSdk;

public interface ICounter : IActor
{
    Task<int> Add(int amount);

    Task<int> AddBoth(int one, int other, CancellationToken cancellationToken = default);

    Task<int> Value();

    Task AddAndFail(int amount);

    Task Rename(string name);

    Task Forget();

    Task Remind();

    Task Schedule();
}

/// <summary>Counts, under a name that it keeps beside the count.</summary>
internal sealed class CounterActor(ActorHost host, ActorLog log) : Actor(host), ICounter, IRemindable
{
    public async Task<int> Add(int amount) =>
        await StateManager.AddOrUpdateStateAsync("count", amount, (_, count) => count + amount);

    public Task<int> AddBoth(int one, int other, CancellationToken cancellationToken = default) => Add(one + other);

    public Task<int> Value() => StateManager.GetOrAddStateAsync("count", 0);

    public async Task AddAndFail(int amount)
    {
        await Add(amount);
        throw new InvalidOperationException("broken after the change");
    }

    public Task Rename(string name) => StateManager.SetStateAsync("name", name, TimeSpan.FromMinutes(1));

    public Task Forget() => StateManager.TryRemoveStateAsync("count");

    public Task Remind() =>
        RegisterReminderAsync("rem", [1, 2], TimeSpan.FromSeconds(90), TimeSpan.FromDays(1), repetitions: 3, TimeSpan.FromDays(5));

    public Task Schedule() => RegisterTimerAsync(
        "tick", nameof(OnTick), "now"u8.ToArray(), TimeSpan.FromMilliseconds(1500), Timeout.InfiniteTimeSpan);

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        log.Lines.Add($"{reminderName} {string.Join(',', state)} {dueTime} {period}");
        return Add(10);
    }

    protected override Task OnActivateAsync()
    {
        log.Lines.Add($"activated {Id}");
        return Task.CompletedTask;
    }

    protected override Task OnDeactivateAsync()
    {
        log.Lines.Add($"deactivated {Id}");
        return Task.CompletedTask;
    }

    protected override Task OnActorMethodFailedAsync(ActorMethodContext actorMethodContext, Exception e)
    {
        log.Lines.Add($"{actorMethodContext.CallType} {actorMethodContext.MethodName} failed: {e.Message}");
        return Task.CompletedTask;
    }

    private Task OnTick(byte[] data)
    {
        log.Lines.Add(System.Text.Encoding.UTF8.GetString(data));
        return Task.CompletedTask;
    }
}
