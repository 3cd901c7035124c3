namespace Fleet.Runtime.Mqtt;

/// <summary>
/// Publishes over one shared connection, opened when first needed and again when it broke. What meets a broker that is away
/// is tried again a few times, also when the broker may have it already.
/// </summary>
internal sealed class MqttPublisher(MqttSettings settings, TimeProvider time) : IAsyncDisposable
{
    private const int MaxRetries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private MqttConnection? live;
    private Task<MqttConnection>? opening;
    private bool isClosed;

    /// <summary>Publishes; the broker has the message when the task completes.</summary>
    /// <exception cref="MqttException">The broker is away, or refuses the client.</exception>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var connection = await ConnectionAsync().WaitAsync(cancellationToken);
                await connection.PublishAsync(topic, payload, retain, cancellationToken);
                return;
            }
            catch (MqttException) when (failures < MaxRetries && !isClosed)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<MqttConnection>? unfinished;
        lock (gate)
        {
            isClosed = true;
            unfinished = opening;
        }

        if (unfinished is not null)
            await unfinished.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (live is not null)
            await live.DisposeAsync();
    }

    // All who find the connection broken wait for one new one, and fail together when it cannot be had.
    private Task<MqttConnection> ConnectionAsync()
    {
        lock (gate)
        {
            if (isClosed)
                throw new MqttException("the component has been stopped");
            if (opening is null || (opening.IsCompleted && live is not { Broken.IsCompleted: false }))
                opening = OpenAsync(live);
            return opening;
        }
    }

    private async Task<MqttConnection> OpenAsync(MqttConnection? old)
    {
        // The caller holds the lock until this yields.
        await Task.Yield();
        if (old is not null)
            await old.DisposeAsync();
        var link = await MqttLink.OpenAsync(settings, time, CancellationToken.None);
        var connection = new MqttConnection(link, settings, time, static (_, _, _) => Task.CompletedTask);
        lock (gate)
            live = connection;
        return connection;
    }
}
