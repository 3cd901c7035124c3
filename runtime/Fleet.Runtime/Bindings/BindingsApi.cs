using Fleet.Runtime.Http;

namespace Fleet.Runtime.Bindings;

/// <summary>The app calls output bindings.</summary>
internal static class BindingsApi
{
    public static void Map(ApiRoutes routes) => routes.Map("POST,PUT", "/v1.0/bindings/{name}", InvokeAsync);

    private static async Task InvokeAsync(ApiCall call)
    {
        var name = call.Form("name");
        var request = Traced(BindingCall.Parse(await call.ReadJsonAsync()), call.Trace);
        var response = await RunAsync(call, name, request);
        Tell(call, response.Metadata);
        if (response.Data is { } data)
            await call.BytesAsync(data);
        else
            await call.NoContentAsync();
    }

    // As daprd does it: a binding finds the trace among its metadata.
    private static BindingRequest Traced(BindingRequest request, TraceContext trace)
    {
        if (trace.Parent is null)
            return request;
        var metadata = new Dictionary<string, string>(request.Metadata, StringComparer.Ordinal) { [TraceContext.Header] = trace.Parent };
        if (trace.State is not null)
            metadata[TraceContext.StateHeader] = trace.State;
        return request with { Metadata = metadata };
    }

    private static async Task<BindingResponse> RunAsync(ApiCall call, string name, BindingRequest request)
    {
        var binding = call.Sidecar.Components.Find<IOutputBinding>(name)
            ?? throw new ApiException(BindingsErrors.Invoke(name, $"couldn't find output binding {name}"));
        if (!binding.Operations.Contains(request.Operation, StringComparer.Ordinal))
            throw new ApiException(BindingsErrors.Invoke(name, $"it has no operation '{request.Operation}', expected one of {string.Join(", ", binding.Operations)}"));
        var meter = call.Sidecar.Metrics.OutputBindings;
        try
        {
            return await meter.TimeAsync(
                meter.Now,
                name,
                request.Operation,
                call.Sidecar.Policies.ForOutbound(name).RunAsync(token => binding.InvokeAsync(request, token), null, call.Aborted));
        }
        catch (BindingException failure)
        {
            Tell(call, failure.Metadata);
            throw new ApiException(BindingsErrors.Invoke(name, failure.Message), failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !call.Aborted.IsCancellationRequested)
        {
            throw new ApiException(BindingsErrors.Invoke(name, failure.Message), failure);
        }
    }

    private static void Tell(ApiCall call, IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (name, value) in metadata)
        {
            if (name.All(char.IsAscii) && value.All(letter => letter is >= ' ' and < '\x7f'))
                call.Http.Response.Headers["metadata." + name] = value;
        }
    }
}
