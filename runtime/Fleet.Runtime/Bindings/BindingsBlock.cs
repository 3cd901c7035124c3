using Fleet.Runtime.Components;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Bindings;

/// <summary>Input bindings of one sidecar: asks the app which it wants, then delivers to it.</summary>
internal sealed class BindingsBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, IInputBinding> wanted = new(StringComparer.Ordinal);
    private CancellationTokenSource reading = new();
    private List<Task> readers = [];

    /// <inheritdoc/>
    public override async Task AppReadyAsync(CancellationToken cancellationToken)
    {
        if (Sidecar.App is null)
            return;
        foreach (var (spec, binding) in Sidecar.Components.Of<IInputBinding>())
        {
            if (await IsWantedAsync(spec.Name, cancellationToken))
                wanted[spec.Name] = binding;
        }

        await RunAsync(isReading: true, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken) => RunAsync(isHealthy, cancellationToken);

    /// <inheritdoc/>
    public override Task DrainAsync(CancellationToken cancellationToken) => RunAsync(isReading: false, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        reading.Dispose();
        gate.Dispose();
        return base.DisposeAsync();
    }

    private async Task RunAsync(bool isReading, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await StopReadingAsync(cancellationToken);
            if (!isReading)
                return;
            reading.Dispose();
            reading = CancellationTokenSource.CreateLinkedTokenSource(Sidecar.Stopping);
            readers = [.. wanted.Select(pair => ReadAsync(pair.Key, pair.Value, reading.Token))];
        }
        finally
        {
            gate.Release();
        }
    }

    // What was delivered before may end; an app that does not answer holds nobody up for long, nor does a clock that a test has stopped.
    private async Task StopReadingAsync(CancellationToken cancellationToken)
    {
        await reading.CancelAsync();
        try
        {
            await Task.WhenAll(readers).WaitAsync(LongestDrain, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            Sidecar.Log.LogWarning("The app has not answered a binding within {Seconds} s", LongestDrain.TotalSeconds);
        }

        readers = [];
    }

    private async Task ReadAsync(string name, IInputBinding binding, CancellationToken cancellationToken)
    {
        try
        {
            await binding.ReadAsync((request, _) => DeliverAsync(name, request, Sidecar.Stopping), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Sidecar.Log.LogDebug("Binding {Binding} no longer reads", name);
        }
        catch (Exception failure)
        {
            Sidecar.Log.LogError(failure, "Binding {Binding} cannot read any more", name);
        }
    }

    private async Task<BindingResponse> DeliverAsync(string name, BindingRequest request, CancellationToken cancellationToken)
    {
        var meter = Sidecar.Metrics.InputBindings;
        var (began, status, body) = (meter.Now, 0, Array.Empty<byte>());
        try
        {
            (status, body) = await Sidecar.Policies.ForInbound(name).RunAsync(token => CallAsync(name, request, token), answer => answer.Status, cancellationToken);
        }
        finally
        {
            meter.Record(began, name, status is >= 200 and < 300);
        }

        return status is >= 200 and < 300
            ? new BindingResponse(body, BindingResponse.Nothing.Metadata)
            : throw new ComponentException($"the app answered {status} to binding {name}");
    }

    private async Task<(int Status, byte[] Body)> CallAsync(string name, BindingRequest request, CancellationToken cancellationToken)
    {
        using var message = Message(HttpMethod.Post, name, request.Data);
        foreach (var (key, value) in request.Metadata.Where(item => item.Key is not TraceContext.Header))
            message.Headers.TryAddWithoutValidation(key, value);
        var trace = TraceContext.Of(request.Metadata.GetValueOrDefault(TraceContext.Header), request.Metadata.GetValueOrDefault(TraceContext.StateHeader));
        using var span = Sidecar.Tracing.Callback("bindings/" + name, trace);
        span?.Set("db.name", name).Set("db.system", "bindings").Set("rpc.service", "Dapr").Set("db.connection_string", "POST " + message.RequestUri!.AbsolutePath);
        message.Headers.TryAddWithoutValidation(TraceContext.Header, (span?.Context ?? trace).ForApp);
        using var response = await Sidecar.App!.SendAsync(message, cancellationToken, FaultOperations.Trigger, component: name);
        span?.Answered((int)response.StatusCode);
        return ((int)response.StatusCode, await Sidecar.App.ReadAsync(response, cancellationToken));
    }

    private async Task<bool> IsWantedAsync(string name, CancellationToken cancellationToken)
    {
        if (Metadata(name, "direction") is { } direction)
            return direction.Split(',').Any(word => word.Trim().Equals("input", StringComparison.OrdinalIgnoreCase));
        try
        {
            using var probe = Message(HttpMethod.Options, name, ReadOnlyMemory<byte>.Empty);
            using var response = await Sidecar.App!.SendAsync(probe, cancellationToken);
            return response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.MethodNotAllowed;
        }
        catch (HttpRequestException failure)
        {
            Sidecar.Log.LogError(failure, "The app cannot be asked whether it wants binding {Binding}; it gets nothing from it", name);
            return false;
        }
    }

    private HttpRequestMessage Message(HttpMethod method, string name, ReadOnlyMemory<byte> data)
    {
        var content = new ReadOnlyMemoryContent(data) { Headers = { ContentType = new("application/json") } };
        return Sidecar.App!.Request(method, Metadata(name, "route") ?? name, content);
    }

    private string? Metadata(string name, string field) =>
        Sidecar.Components.Spec(name)?.Metadata.FirstOrDefault(item => item.Name.Equals(field, StringComparison.OrdinalIgnoreCase))?.Value;
}
