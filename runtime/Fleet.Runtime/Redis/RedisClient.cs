namespace Fleet.Runtime.Redis;

/// <summary>
/// The commands of one component: one shared connection, opened when first needed and again when it broke. A command that
/// meets a server that is away is tried again a few times, also when it may have been done already.
/// </summary>
internal sealed class RedisClient(RedisSettings settings, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private RedisConnection? live;
    private Task<RedisConnection>? opening;
    private bool isClosed;

    /// <summary>How the server is reached.</summary>
    public RedisSettings Settings => settings;

    /// <summary>Sends one command.</summary>
    /// <exception cref="RedisException">The server refused it, or is away.</exception>
    public async Task<RedisReply> SendAsync(CancellationToken cancellationToken, params RedisArgument[] command) =>
        (await SendAllAsync([new RedisCommand(command)], cancellationToken))[0].OrThrow();

    /// <summary>Sends commands in one piece; a refusal is a reply like others.</summary>
    /// <exception cref="RedisUnavailableException">The server is away.</exception>
    public async Task<RedisReply[]> SendAllAsync(IReadOnlyList<RedisCommand> commands, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var connection = await ConnectionAsync().WaitAsync(cancellationToken);
                return await connection.SendAsync(commands, cancellationToken);
            }
            catch (RedisUnavailableException) when (failures < settings.MaxRetries && !isClosed)
            {
                await Task.Delay(settings.Pause(failures), time, cancellationToken);
            }
        }
    }

    /// <summary>A connection of the caller's own, for commands that make the server wait.</summary>
    /// <param name="longestWait">How long a command may make it wait.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<RedisConnection> OpenOwnAsync(TimeSpan longestWait, CancellationToken cancellationToken) =>
        new(await RedisLink.OpenAsync(settings, time, cancellationToken), time, settings.ReadTimeout + longestWait);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<RedisConnection>? unfinished;
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
    private Task<RedisConnection> ConnectionAsync()
    {
        lock (gate)
        {
            if (isClosed)
                throw new RedisUnavailableException("the component has been stopped");
            if (opening is null || (opening.IsCompleted && live is not { IsBroken: false }))
                opening = OpenAsync(live);
            return opening;
        }
    }

    private async Task<RedisConnection> OpenAsync(RedisConnection? old)
    {
        // The caller holds the lock until this yields.
        await Task.Yield();
        if (old is not null)
            await old.DisposeAsync();
        var connection = new RedisConnection(await RedisLink.OpenAsync(settings, time, CancellationToken.None), time, settings.ReadTimeout);
        lock (gate)
            live = connection;
        return connection;
    }
}
