using System.Globalization;
using Fleet.Runtime.Components;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Bindings;

/// <summary><c>bindings.cron</c>: an event at every time of a schedule. A slow app gets the next event all the same.</summary>
internal sealed class CronBinding(ComponentContext context) : IInputBinding
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private CronSchedule? schedule;

    private TimeProvider Time => context.Shared.Time;

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new("bindings.cron", [new("schedule", Required: true)], context => new CronBinding(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        schedule = CronSchedule.Parse(context.Metadata.Required("schedule"), Time.LocalTimeZone);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ReadAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        try
        {
            while (schedule!.Next(Time.GetUtcNow()) is { } next)
            {
                await WaitUntilAsync(next, cancellationToken);
                running.RemoveAll(delivery => delivery.IsCompleted);
                running.Add(DeliverAsync(deliver, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task WaitUntilAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        while (next - Time.GetUtcNow() is { Ticks: > 0 } left)
            await Task.Delay(left < LongestWait ? left : LongestWait, Time, cancellationToken);
    }

    private async Task DeliverAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["timeZone"] = "Local",
            ["readTimeUTC"] = Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF '+0000 UTC'", CultureInfo.InvariantCulture),
        };
        try
        {
            await deliver(new BindingRequest("", ReadOnlyMemory<byte>.Empty, metadata), cancellationToken);
        }
        catch (Exception failure)
        {
            context.Log.LogWarning("An event of binding {Binding} is lost: {Failure}", context.Name, failure.Message);
        }
    }
}
