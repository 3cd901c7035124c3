namespace Dapr.Client;

/// <summary>A call of an output binding with raw data.</summary>
public sealed class BindingRequest
{
    /// <summary>Names the binding component and what it shall do.</summary>
    public BindingRequest(string bindingName, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(bindingName);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        BindingName = bindingName;
        Operation = operation;
    }

    /// <summary>The binding's component name.</summary>
    public string BindingName { get; }

    /// <summary>The operation, for example <c>create</c>.</summary>
    public string Operation { get; }

    /// <summary>The data.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>The metadata that the binding understands.</summary>
    public Dictionary<string, string> Metadata { get; } = [];
}

/// <summary>What a binding answered.</summary>
public sealed class BindingResponse
{
    /// <summary>Joins an answer to its request.</summary>
    public BindingResponse(BindingRequest request, ReadOnlyMemory<byte> data, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(metadata);
        Request = request;
        Data = data;
        Metadata = metadata;
    }

    /// <summary>The request.</summary>
    public BindingRequest Request { get; }

    /// <summary>The data; empty if there are none.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The metadata of the answer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
