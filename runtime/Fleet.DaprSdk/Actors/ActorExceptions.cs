namespace Dapr.Actors;

/// <summary>A method of a remote actor threw; the inner exception tells what.</summary>
[Serializable]
public class ActorMethodInvocationException : DaprApiException
{
    internal const string Code = "ERR_ACTOR_INVOKE_METHOD";

    /// <summary>Initializes the exception.</summary>
    public ActorMethodInvocationException()
        : base(Code, false)
    {
    }

    /// <summary>Initializes the exception with a message.</summary>
    public ActorMethodInvocationException(string message, bool isTransient)
        : base(message, Code, isTransient)
    {
    }

    /// <summary>Initializes the exception with a message and its cause.</summary>
    public ActorMethodInvocationException(string message, Exception innerException, bool isTransient)
        : base(message, innerException, Code, isTransient)
    {
    }
}

/// <summary>What a remote actor's method threw, as far as it was told.</summary>
public class ActorInvokeException : Exception
{
    /// <summary>Initializes the exception.</summary>
    public ActorInvokeException()
    {
    }

    /// <summary>Initializes the exception with the full name of the type thrown and its message.</summary>
    public ActorInvokeException(string actualExceptionType, string message)
        : base(message)
    {
        ActualExceptionType = actualExceptionType;
    }

    /// <summary>The full name of the type thrown.</summary>
    public string ActualExceptionType { get; private set; }
}
