using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Redis;

/// <summary>
/// A connection that listens to channels (Redis' pub/sub) until it is disposed, and connects again when it breaks. What is
/// said meanwhile is lost, as always with Redis' pub/sub.
/// </summary>
internal sealed class RedisSubscriber : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly RedisSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Func<string, string, CancellationToken, Task> heard;
    private RedisLink link;
    private Task listening = Task.CompletedTask;

    private RedisSubscriber(RedisLink link, RedisSettings settings, TimeProvider time, ILogger log, Func<string, string, CancellationToken, Task> heard)
    {
        this.link = link;
        this.settings = settings;
        this.time = time;
        this.log = log;
        this.heard = heard;
    }

    /// <summary>Begins to listen; the server knows it when the task completes.</summary>
    /// <param name="settings">Where the server is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where a lost connection is told.</param>
    /// <param name="command"><c>SUBSCRIBE</c> with channels, or <c>PSUBSCRIBE</c> with patterns.</param>
    /// <param name="heard">Called with channel and message, one after the other, and with what says that it ends.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<RedisSubscriber> StartAsync(
        RedisSettings settings, TimeProvider time, ILogger log, RedisCommand command, Func<string, string, CancellationToken, Task> heard, CancellationToken cancellationToken)
    {
        var subscriber = new RedisSubscriber(await OpenAsync(settings, time, command, cancellationToken), settings, time, log, heard);
        subscriber.listening = Task.Run(() => subscriber.RunAsync(command), CancellationToken.None);
        return subscriber;
    }

    /// <summary>Hears no more at once; completes when what was heard last has been seen to.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        await link.DisposeAsync();
        ending.Dispose();
    }

    private static async Task<RedisLink> OpenAsync(RedisSettings settings, TimeProvider time, RedisCommand command, CancellationToken cancellationToken)
    {
        var link = await RedisLink.OpenAsync(settings, time, cancellationToken);
        try
        {
            (await link.AskAsync(command, cancellationToken)).OrThrow();
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    private async Task RunAsync(RedisCommand command)
    {
        for (var failures = 0; !ending.IsCancellationRequested;)
        {
            try
            {
                if (failures > 0)
                {
                    link = await OpenAsync(settings, time, command, ending.Token);
                    log.LogInformation("Listening to Redis at {Address} again", settings.Address);
                }

                failures = 0;
                while (true)
                    await HearAsync(await link.Reader.ReadAsync(ending.Token));
            }
            catch (Exception failure) when (!ending.IsCancellationRequested)
            {
                if (failures++ == 0)
                    log.LogWarning("Lost the connection to Redis at {Address}: {Reason}; connecting again", settings.Address, failure.Message);
                await link.DisposeAsync();
                await PauseAsync(failures);
            }
            catch (Exception) when (ending.IsCancellationRequested)
            {
                log.LogDebug("Stopped listening to Redis at {Address}", settings.Address);
            }
        }
    }

    // message CHANNEL TEXT, or pmessage PATTERN CHANNEL TEXT; confirmations of further channels come in between.
    private Task HearAsync(RedisReply push) => push.Items.Count >= 3 && push.Items[0].Text is "message" or "pmessage"
        ? heard(push.Items[^2].Text, push.Items[^1].Text, ending.Token)
        : Task.CompletedTask;

    private async Task PauseAsync(int failures)
    {
        var pause = TimeSpan.FromMilliseconds(50) * Math.Pow(2, Math.Min(failures, 10));
        await Task.Delay(pause < LongestPause ? pause : LongestPause, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
