namespace Dapr;

/// <summary>The sidecar answered a call with an error of its API.</summary>
[Serializable]
public class DaprApiException : DaprException
{
    private const string Unknown = "UNKNOWN";

    /// <summary>Initializes the exception with the error code <c>UNKNOWN</c>.</summary>
    public DaprApiException()
        : this(errorCode: null, isTransient: false)
    {
    }

    /// <summary>Initializes the exception with a message and the error code <c>UNKNOWN</c>.</summary>
    public DaprApiException(string message)
        : this(message, errorCode: null, isTransient: false)
    {
    }

    /// <summary>Initializes the exception with a message, its cause and the error code <c>UNKNOWN</c>.</summary>
    public DaprApiException(string message, Exception innerException)
        : this(message, innerException, errorCode: null, isTransient: false)
    {
    }

    /// <summary>Initializes the exception with an error code.</summary>
    public DaprApiException(string errorCode, bool isTransient)
        : this(string.Empty, errorCode, isTransient)
    {
    }

    /// <summary>Initializes the exception with a message and an error code.</summary>
    public DaprApiException(string message, string errorCode, bool isTransient)
        : this(message, null, errorCode, isTransient)
    {
    }

    /// <summary>Initializes the exception with a message, its cause and an error code.</summary>
    public DaprApiException(string message, Exception inner, string errorCode, bool isTransient)
        : base(message, inner)
    {
        ErrorCode = errorCode ?? Unknown;
        IsTransient = isTransient;
    }

    /// <summary>The error code of the sidecar's answer, for example <c>ERR_ACTOR_INVOKE_METHOD</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }
}
