using Dapr.Client;

namespace Fleet.Notification.Channels.Components;

/// <summary>Posts messages as JSON through <c>bindings.http</c>; the message's id goes along as <c>Idempotency-Key</c>.</summary>
public sealed class Posting(DaprClient dapr, ComponentChoice choice, IReadOnlyList<string> usual, TimeProvider time)
{
    private readonly ComponentChain chain = new(choice, usual, BindingFailure.HttpRefusal, time);

    /// <summary>Posts <paramref name="body"/> to the first component that takes it.</summary>
    public Task<SendResult> Send<TBody>(string messageId, TBody body, CancellationToken cancellation)
    {
        // A name with a capital first letter is a header for the binding.
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Idempotency-Key"] = messageId };
        return chain.Send((component, stop) => dapr.InvokeBindingAsync(component, "post", body, metadata, stop), cancellation);
    }
}
