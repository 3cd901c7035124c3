using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary>Something outside that the app can call.</summary>
public interface IOutputBinding : IComponent
{
    /// <summary>Operations it knows, e.g. <c>create</c>.</summary>
    IReadOnlyList<string> Operations { get; }

    /// <summary>Does an operation.</summary>
    /// <exception cref="ComponentException">It could not be done; the text is for a person.</exception>
    /// <exception cref="BindingException">The same, with what the other side told.</exception>
    Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken);
}

/// <summary>Something outside that calls the app.</summary>
public interface IInputBinding : IComponent
{
    /// <summary>Calls <paramref name="deliver"/> for what comes in until the token ends it; a delivery that throws is the binding's to repeat or drop.</summary>
    Task ReadAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken);
}

/// <summary>A call of a binding, in either direction.</summary>
/// <param name="Operation">Operation of an output binding; empty for an input binding.</param>
/// <param name="Data">For an output binding the JSON value of <c>data</c> (a text is a JSON text); for an input binding the bytes.</param>
/// <param name="Metadata">Metadata of the call.</param>
public sealed record BindingRequest(string Operation, ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Metadata of a field, from the request if it has it and else from the component; null when neither has it.</summary>
    public string? Setting(string name, ComponentMetadata component) =>
        Metadata.FirstOrDefault(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } text ? text : component.Text(name);
}

/// <summary>What came back.</summary>
/// <param name="Data">The bytes; null: nothing at all (204).</param>
/// <param name="Metadata">What the other side told besides.</param>
public sealed record BindingResponse(ReadOnlyMemory<byte>? Data, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Nothing came back.</summary>
    public static BindingResponse Nothing { get; } = new(null, new Dictionary<string, string>(StringComparer.Ordinal));
}

/// <summary>A binding could not do what it was asked.</summary>
/// <param name="message">What went wrong, for a person.</param>
/// <param name="metadata">What the other side told.</param>
public sealed class BindingException(string message, IReadOnlyDictionary<string, string> metadata) : Exception(message)
{
    /// <summary>What the other side told.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}
