namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>
    /// Makes an <see cref="HttpClient"/> that reads the host of a request's URI as an app id and sends the request through
    /// the sidecar. With an <paramref name="appId"/> relative URIs go to that app.
    /// </summary>
    public static HttpClient CreateInvokeHttpClient(string appId = null, string daprEndpoint = null, string daprApiToken = null) =>
        CreateInvokeHttpClient(appId, daprEndpoint, daprApiToken, SidecarHandler.Pooled(), ownsHandler: true);

    /// <summary>The same, to the sidecar of this client.</summary>
#nullable enable
    public abstract HttpClient CreateInvokableHttpClient(string? appId = null);
#nullable disable

    /// <summary>Makes a POST request to a method of an app.</summary>
    public HttpRequestMessage CreateInvokeMethodRequest(string appId, string methodName) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName);

    /// <summary>Makes a POST request to a method of an app, with a query.</summary>
    public HttpRequestMessage CreateInvokeMethodRequest(
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, queryStringParameters);

    /// <summary>Makes a request to a method of an app.</summary>
    public abstract HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName);

    /// <summary>Makes a request to a method of an app, with a query.</summary>
    public abstract HttpRequestMessage CreateInvokeMethodRequest(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters);

    /// <summary>Makes a POST request to a method of an app, with a JSON body.</summary>
    public HttpRequestMessage CreateInvokeMethodRequest<TRequest>(string appId, string methodName, TRequest data) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, [], data);

    /// <summary>Makes a request to a method of an app, with a query and a JSON body.</summary>
    public abstract HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters,
        TRequest data);

    /// <summary>Sends a request made by this client and returns the answer, whatever its status.</summary>
    public abstract Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default);

    /// <summary>Sends a request made by this client; a status other than 2xx throws.</summary>
    public abstract Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request made by this client and reads the answer's JSON; a status other than 2xx throws.</summary>
    public abstract Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default);

    /// <summary>POSTs nothing.</summary>
    public Task InvokeMethodAsync(string appId, string methodName, CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(appId, methodName), cancellationToken);

    /// <summary>Sends nothing.</summary>
    public Task InvokeMethodAsync(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>POSTs JSON.</summary>
    public Task InvokeMethodAsync<TRequest>(
        string appId,
        string methodName,
        TRequest data,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(appId, methodName, data), cancellationToken);

    /// <summary>Sends JSON.</summary>
    public Task InvokeMethodAsync<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        TRequest data,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);

    /// <summary>POSTs nothing and reads JSON.</summary>
    public Task<TResponse> InvokeMethodAsync<TResponse>(
        string appId,
        string methodName,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(appId, methodName), cancellationToken);

    /// <summary>Sends nothing and reads JSON.</summary>
    public Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName), cancellationToken);

    /// <summary>POSTs JSON and reads JSON.</summary>
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        string appId,
        string methodName,
        TRequest data,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(appId, methodName, data), cancellationToken);

    /// <summary>Sends JSON and reads JSON.</summary>
    public Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        TRequest data,
        CancellationToken cancellationToken = default) =>
        InvokeMethodAsync<TResponse>(CreateInvokeMethodRequest(httpMethod, appId, methodName, [], data), cancellationToken);

    internal static HttpClient CreateInvokeHttpClient(
        string appId,
        string daprEndpoint,
        string daprApiToken,
        HttpMessageHandler transport,
        bool ownsHandler)
    {
        var handler = new InvocationHandler { InnerHandler = transport, DaprApiToken = daprApiToken, DefaultAppId = appId };
        if (daprEndpoint is not null)
        {
            handler.DaprEndpoint = daprEndpoint;
        }

        var client = new HttpClient(handler, disposeHandler: ownsHandler);
        client.DefaultRequestHeaders.UserAgent.Add(UserAgent());
        if (appId is not null)
        {
            client.BaseAddress = Uri.TryCreate($"http://{appId}", UriKind.Absolute, out var uri)
                ? uri
                : throw new ArgumentException($"'{appId}' cannot be the host of a URI.", nameof(appId));
        }

        return client;
    }
}
