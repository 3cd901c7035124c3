namespace Dapr;

/// <summary>A call to the sidecar failed. The inner exception, if any, says what the sidecar or the network answered.</summary>
[Serializable]
public class DaprException : Exception
{
    /// <summary>Initializes the exception with a message.</summary>
    public DaprException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes the exception with a message and its cause.</summary>
    public DaprException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
