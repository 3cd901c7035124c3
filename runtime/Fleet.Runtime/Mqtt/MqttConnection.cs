using System.Buffers;

namespace Fleet.Runtime.Mqtt;

/// <summary>
/// One connection that many share: what they send while a write is on its way goes out together with the next. Once broken
/// it stays so. It says something now and then, and counts as broken when the broker does not answer.
/// </summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    private const int MaxInFlight = 256;
    private const int MaxKeptBuffer = 256 * 1024;
    private const byte Refusal = 0x80;

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim places = new(MaxInFlight);
    private readonly SemaphoreSlim filled = new(0);
    private readonly Dictionary<ushort, (MqttPacketType Type, TaskCompletionSource<byte> Done)> unanswered = [];
    private readonly TaskCompletionSource<MqttException> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource ending = new();
    private readonly MqttLink link;
    private readonly MqttSettings settings;
    private readonly TimeProvider time;
    private readonly Func<MqttMessage, MqttConnection, CancellationToken, Task> take;
    private readonly ITimer pulse;
    private readonly Task writing;
    private readonly Task reading;
    private ArrayBufferWriter<byte> filling = new();
    private ArrayBufferWriter<byte> sending = new();
    private MqttException? reason;
    private ushort lastId;
    private bool isLeaving;
    private bool isHeard = true;
    private bool isTaking;

    /// <summary>Takes over a link.</summary>
    /// <param name="link">Where the broker is.</param>
    /// <param name="settings">How it is spoken to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="take">Called with each message, one after the other; the next is not read before it is done.</param>
    public MqttConnection(MqttLink link, MqttSettings settings, TimeProvider time, Func<MqttMessage, MqttConnection, CancellationToken, Task> take)
    {
        this.link = link;
        this.settings = settings;
        this.time = time;
        this.take = take;
        Gone = ending.Token;
        pulse = time.CreateTimer(_ => Pulse(), state: null, settings.KeepAlive / 2, settings.KeepAlive / 2);
        (writing, reading) = (Task.Run(WriteAsync), Task.Run(ReadAsync));
    }

    /// <summary>Completes with the reason when it breaks.</summary>
    public Task<MqttException> Broken => broken.Task;

    /// <summary>Set when it breaks.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Asks for what a filter matches.</summary>
    /// <exception cref="MqttException">The broker refuses, or the connection broke.</exception>
    public async Task SubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        if (await AskAsync(MqttPacketType.SubAck, (output, id) => MqttPacketWriter.Subscribe(output, id, filter), cancellationToken) == Refusal)
            throw new MqttException($"{settings.Address} refuses the subscription to {filter}");
    }

    /// <summary>Publishes; the broker has the message when the task completes.</summary>
    /// <exception cref="MqttException">The connection broke; whether the broker has it is not known.</exception>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancellationToken) =>
        await AskAsync(MqttPacketType.PubAck, (output, id) => MqttPacketWriter.Publish(output, id, topic, payload.Span, retain), cancellationToken);

    /// <summary>Tells that a message has been seen to. Over a broken connection it says nothing: the message comes again.</summary>
    public void Acknowledge(ushort id)
    {
        lock (gate)
        {
            if (reason is null && !isLeaving)
                Write_NeedsLock(output => MqttPacketWriter.PubAck(output, id));
        }
    }

    /// <summary>Sends what is left to be sent, takes leave, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await pulse.DisposeAsync();
        lock (gate)
        {
            isLeaving = true;
            Write_NeedsLock(MqttPacketWriter.Disconnect);
        }

        await writing.WaitAsync(LongestFarewell, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Break(new MqttException("the connection was closed"));
        await Task.WhenAll(writing, reading);
        await link.DisposeAsync();
        ending.Dispose();
    }

    private async Task<byte> AskAsync(MqttPacketType answer, Action<IBufferWriter<byte>, ushort> write, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        ushort id = 0;
        var done = new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            lock (gate)
            {
                if (reason is not null)
                    throw new MqttException(reason.Message, reason);
                id = FreeId_NeedsLock();
                Write_NeedsLock(output => write(output, id));
                unanswered.Add(id, (answer, done));
            }

            return await done.Task.WaitAsync(settings.Patience, time, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new MqttException($"{settings.Address} did not answer within {settings.Patience.TotalSeconds} s", late);
        }
        finally
        {
            lock (gate)
                unanswered.Remove(id);
            places.Release();
        }
    }

    private ushort FreeId_NeedsLock()
    {
        do
            lastId = lastId == ushort.MaxValue ? (ushort)1 : (ushort)(lastId + 1);
        while (unanswered.ContainsKey(lastId));
        return lastId;
    }

    private void Write_NeedsLock(Action<IBufferWriter<byte>> write)
    {
        var before = filling.WrittenCount;
        write(filling);
        if (before == 0)
            filled.Release();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await filled.WaitAsync(ending.Token);
                bool isLast;
                lock (gate)
                {
                    (filling, sending) = (sending, filling);
                    isLast = isLeaving;
                }

                await link.Stream.WriteAsync(sending.WrittenMemory, ending.Token);
                if (isLast)
                    return;
                if (sending.Capacity > MaxKeptBuffer)
                    sending = new ArrayBufferWriter<byte>();
                else
                    sending.ResetWrittenCount();
            }
        }
        catch (Exception failure)
        {
            Break(Failure(failure));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var packet = await link.Reader.ReadAsync(ending.Token);
                if (packet.Type == MqttPacketType.Publish)
                    await TakeAsync(packet.Message());
                else
                    Take(packet);
            }
        }
        catch (Exception failure)
        {
            Break(Failure(failure));
        }
    }

    // While a message waits to be taken nothing is read, so silence is not the broker's.
    private async Task TakeAsync(MqttMessage message)
    {
        Volatile.Write(ref isTaking, true);
        await take(message, this, ending.Token);
        Volatile.Write(ref isHeard, true);
        Volatile.Write(ref isTaking, false);
    }

    private void Take(MqttPacket packet)
    {
        Volatile.Write(ref isHeard, true);
        if (packet.Type == MqttPacketType.PingResp)
            return;
        if (packet.Type == MqttPacketType.ConnAck)
            throw MqttPacket.Malformed("a second CONNACK");
        var (id, results) = packet.Acknowledgement();
        (MqttPacketType Type, TaskCompletionSource<byte> Done) asked;
        lock (gate)
        {
            // Who asked may have given up meanwhile.
            if (!unanswered.Remove(id, out asked))
                return;
        }

        if (asked.Type != packet.Type)
            throw MqttPacket.Malformed($"a {packet.Type} where a {asked.Type} was due");
        asked.Done.TrySetResult(results.IsEmpty ? (byte)0 : results.Span[0]);
    }

    private void Pulse()
    {
        if (!Volatile.Read(ref isTaking) && !Interlocked.Exchange(ref isHeard, false))
        {
            Break(new MqttException($"{settings.Address} has not been heard for {settings.KeepAlive.TotalSeconds / 2} s"));
            return;
        }

        lock (gate)
        {
            if (reason is null && !isLeaving)
                Write_NeedsLock(MqttPacketWriter.PingReq);
        }
    }

    private MqttException Failure(Exception failure) =>
        failure as MqttException ?? new MqttException($"the connection to {settings.Address} broke: {failure.Message}", failure);

    private void Break(MqttException why)
    {
        List<TaskCompletionSource<byte>> lost;
        lock (gate)
        {
            if (reason is not null)
                return;
            reason = why;
            lost = [.. unanswered.Values.Select(asked => asked.Done)];
            unanswered.Clear();
        }

        foreach (var done in lost)
            done.TrySetException(new MqttException(why.Message, why));
        broken.TrySetResult(why);
        ending.Cancel();
    }
}
