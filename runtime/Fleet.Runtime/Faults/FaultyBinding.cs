using Fleet.Runtime.Bindings;

namespace Fleet.Runtime.Faults;

/// <summary>An output binding that faults can break.</summary>
internal sealed class FaultyOutputBinding(IOutputBinding inner, ComponentWay way) : FaultyComponent(inner, way), IOutputBinding
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Operations => inner.Operations;

    /// <inheritdoc/>
    public Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.InvokeAsync(request, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Bind, request.Operation), token => inner.InvokeAsync(request, token), cancellationToken);
}

/// <summary>An input binding that faults can break: what it gives fails, and is the binding's to repeat or drop.</summary>
internal sealed class FaultyInputBinding(IInputBinding inner, ComponentWay way) : FaultyComponent(inner, way), IInputBinding
{
    /// <inheritdoc/>
    public Task ReadAsync(Func<BindingRequest, CancellationToken, Task<BindingResponse>> deliver, CancellationToken cancellationToken)
    {
        return inner.ReadAsync(DeliverAsync, cancellationToken);

        Task<BindingResponse> DeliverAsync(BindingRequest request, CancellationToken token) => !Way.Faults.Acts
            ? deliver(request, token)
            : Way.Faults.RunAsync(Way.At(FaultOperations.Read), attempt => deliver(request, attempt), token);
    }
}
