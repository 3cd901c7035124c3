namespace Fleet.Runtime.Redis;

/// <summary>Commands that were sent together, until the last of their replies is there.</summary>
internal sealed class PendingReplies(int count, long since)
{
    private readonly RedisReply[] replies = new RedisReply[count];
    private readonly TaskCompletionSource<RedisReply[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int received;

    /// <summary>When they were sent, as a timestamp.</summary>
    public long Since => since;

    /// <summary>All replies, in the order of the commands.</summary>
    public Task<RedisReply[]> Task => done.Task;

    /// <summary>Takes the next reply; true: it was the last.</summary>
    public bool Add(RedisReply reply)
    {
        replies[received++] = reply;
        return received == replies.Length;
    }

    public void Complete() => done.TrySetResult(replies);

    public void Fail(Exception reason) => done.TrySetException(reason);
}
