namespace Fleet.Notification.Channels.Components;

/// <summary>
/// Several components of one channel, in order: the next is tried when one fails, is open-circuited or does not answer in its time. What one of them
/// refuses for good is refused; one that the sidecar does not have is passed over.
/// </summary>
/// <param name="choice">What the configuration says.</param>
/// <param name="usual">The components unless it says something.</param>
/// <param name="refusal">Why a failure is for good; null when it may not be.</param>
/// <param name="time">Bounds every try.</param>
public sealed class ComponentChain(ComponentChoice choice, IReadOnlyList<string> usual, Func<Exception, string?> refusal, TimeProvider time)
{
    /// <summary>The sidecar has none of the components.</summary>
    public const string NotConfigured = "not_configured";

    // One that has begun to send is left a little longer to say so.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<string> components = choice.Components.Count > 0 ? choice.Components : usual;

    /// <summary>Sends through the first component that takes it.</summary>
    /// <param name="send">Sends through a component; its token ends when the component's time is over.</param>
    /// <param name="cancellation">Ends the attempt as a whole.</param>
    /// <exception cref="ChannelBusyException">Nothing was sent: each component had earlier messages to send.</exception>
    /// <exception cref="TimeoutException">One answered nothing in time, and none took it.</exception>
    /// <exception cref="ChannelFailedException">None took it.</exception>
    public async Task<SendResult> Send(Func<string, CancellationToken, Task> send, CancellationToken cancellation)
    {
        Exception? failed = null;
        foreach (var component in components)
        {
            try
            {
                await Try(component, send, cancellation);
                return new SendResult(Taken: true, component, null);
            }
            catch (Exception absent) when (BindingFailure.IsAbsent(absent))
            {
                continue;
            }
            catch (Exception refused) when (refusal(refused) is { } reply)
            {
                return new SendResult(Taken: false, component, reply);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                failed = Worse(failed, failure, component);
            }
        }

        return failed is null ? new SendResult(Taken: false, null, NotConfigured) : throw failed;
    }

    private async Task Try(string component, Func<string, CancellationToken, Task> send, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(choice.TryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        await send(component, either.Token).WaitAsync(choice.TryTimeout + Grace, time, cancellation);
    }

    // What is told of several failures: one that may have sent it, before one that failed, before one that did not begin.
    private static Exception Worse(Exception? before, Exception failure, string component) => (before, failure) switch
    {
        (TimeoutException, _) => before,
        (_, TimeoutException or OperationCanceledException) => new TimeoutException($"{component} answered nothing in time.", failure),
        (ChannelFailedException, _) => before,
        (not null, ChannelBusyException) => before,
        (_, ChannelBusyException) => failure,
        _ => new ChannelFailedException(component, failure.GetType().Name, failure),
    };
}
