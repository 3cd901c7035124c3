using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Mqtt;

/// <summary>
/// Takes what a filter matches, at least once each, and connects again whenever the connection breaks. What is not
/// acknowledged comes again with the next connection, if the session is not a clean one.
/// </summary>
/// <param name="settings">Where the broker is, and as whom it is spoken to.</param>
/// <param name="filter">A topic, a pattern with <c>+</c> and <c>#</c>, or one shared by a group: <c>$share/group/pattern</c>.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where a lost connection is told.</param>
internal sealed class MqttSubscriber(MqttSettings settings, string filter, TimeProvider time, ILogger log) : IDisposable
{
    private const int MaxInFlight = 1_024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim places = new(MaxInFlight);
    private bool? isAway;

    /// <summary>Runs, once, until it is stopped; what is on its way to the app then is waited for.</summary>
    /// <param name="deliver">
    /// Called with each message, several at a time: true acknowledges it. Its token says that there is no use in trying again.
    /// </param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(Func<MqttMessage, CancellationToken, Task<bool>> deliver, CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested; failures++)
        {
            var began = time.GetTimestamp();
            try
            {
                await ListenAsync(deliver, stop);
            }
            catch (MqttException lost)
            {
                Tell(lost);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                log.LogDebug("No longer listening to MQTT at {Address}", settings.Address);
            }

            // Two that bear the same client id throw each other out for ever; they should at least do it slowly.
            if (time.GetElapsedTime(began) > LongestPause)
                failures = 0;
            await Task.Delay(Pause(failures), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await AllDeliveredAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task ListenAsync(Func<MqttMessage, CancellationToken, Task<bool>> deliver, CancellationToken stop)
    {
        var link = await MqttLink.OpenAsync(settings, time, stop);
        await using var connection = new MqttConnection(link, settings, time, TakeAsync);
        await connection.SubscribeAsync(filter, stop);
        Tell(lost: null);
        await Task.WhenAny(connection.Broken, Task.Delay(Timeout.InfiniteTimeSpan, time, stop));
        if (!stop.IsCancellationRequested)
            throw await connection.Broken;
        await AllDeliveredAsync();

        async Task TakeAsync(MqttMessage message, MqttConnection from, CancellationToken gone)
        {
            // Nothing more is taken when it ends; what is left stays with the broker.
            if (stop.IsCancellationRequested)
                await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
            await places.WaitAsync(gone);
            _ = DeliverAsync(deliver, message, from, stop);
        }
    }

    private async Task DeliverAsync(Func<MqttMessage, CancellationToken, Task<bool>> deliver, MqttMessage message, MqttConnection from, CancellationToken stop)
    {
        try
        {
            // Leaves the loop that reads.
            await Task.Yield();
            var comesAgain = message.Id is not null && !settings.CleanSession;
            using var useless = CancellationTokenSource.CreateLinkedTokenSource(stop, comesAgain ? from.Gone : CancellationToken.None);
            if (await deliver(message, useless.Token) && message.Id is { } id)
                from.Acknowledge(id);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "A message of MQTT at {Address} could not be delivered", settings.Address);
        }
        finally
        {
            places.Release();
        }
    }

    // Whoever has all places knows that no delivery has one.
    private async Task AllDeliveredAsync()
    {
        for (var taken = 0; taken < MaxInFlight; taken++)
            await places.WaitAsync(CancellationToken.None);
        places.Release(MaxInFlight);
    }

    private void Tell(MqttException? lost)
    {
        if (lost is not null && isAway != true)
            log.LogWarning("MQTT is away: {Reason}; trying again until it is back", lost.Message);
        else if (lost is null)
            log.LogInformation("Listening to {Filter} of MQTT at {Address}{Again}", filter, settings.Address, isAway is null ? "" : " again");
        isAway = lost is not null;
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures, 20));
        return pause < LongestPause ? pause : LongestPause;
    }
}
