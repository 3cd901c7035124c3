using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary>Something outside that the app can call.</summary>
public interface IOutputBinding : IComponent
{
    /// <summary>Operations it knows, e.g. <c>create</c>.</summary>
    IReadOnlyList<string> Operations { get; }

    /// <summary>Does an operation.</summary>
    /// <exception cref="ComponentException">It could not be done; the text is for a person.</exception>
    Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken);
}

/// <summary>Something outside that calls the app.</summary>
public interface IInputBinding : IComponent
{
    /// <summary>Calls <paramref name="deliver"/> for what comes in until the token ends it; a delivery that throws is the binding's to repeat or drop.</summary>
    Task ReadAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken);
}

/// <summary>A call of a binding, in either direction.</summary>
public sealed record BindingRequest(string Operation, ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);

/// <summary>What came back.</summary>
public sealed record BindingResponse(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata, string? ContentType = null);
