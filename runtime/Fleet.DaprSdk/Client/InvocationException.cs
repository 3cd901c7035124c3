namespace Dapr.Client;

/// <summary>An invocation of another app did not succeed.</summary>
public class InvocationException : DaprException
{
    /// <summary>Tells which method of which app failed, and how.</summary>
    public InvocationException(string appId, string methodName, Exception innerException, HttpResponseMessage response)
        : base($"Invoking '{methodName}' of app '{appId}' failed: {innerException?.Message}", innerException)
    {
        AppId = appId ?? "unknown";
        MethodName = methodName ?? "unknown";
        Response = response;
    }

    /// <summary>The app id that was called.</summary>
    public string AppId { get; }

    /// <summary>The method that was called.</summary>
    public string MethodName { get; }

    /// <summary>The answer, or null if none came.</summary>
    public HttpResponseMessage Response { get; }
}
