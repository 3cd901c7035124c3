#nullable enable
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    private static readonly HttpRequestOptionsKey<string> AppIdKey = new("appId");
    private static readonly HttpRequestOptionsKey<string> MethodNameKey = new("methodName");

    public override HttpClient CreateInvokableHttpClient(string? appId = null) =>
        CreateInvokeHttpClient(appId, sidecar.Endpoint.AbsoluteUri, sidecar.ApiToken, transport, ownsHandler: false);

    public override HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName) =>
        CreateInvokeMethodRequest(httpMethod, appId, methodName, []);

    public override HttpRequestMessage CreateInvokeMethodRequest(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters)
    {
        ArgumentNullException.ThrowIfNull(httpMethod);
        ArgumentException.ThrowIfNullOrEmpty(appId);
        ArgumentNullException.ThrowIfNull(methodName);

        // The method name may hold a path and a query of its own, so it is taken as it is.
        var target = new StringBuilder($"/v1.0/invoke/{appId}/method/{methodName.TrimStart('/')}");
        foreach (var (name, value) in queryStringParameters ?? [])
        {
            target.Append(target.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')
                .Append(SidecarUri.Escape(name)).Append('=').Append(SidecarUri.Escape(value));
        }

        var request = new HttpRequestMessage(httpMethod, new Uri(sidecar.Endpoint, target.ToString()));
        request.Options.Set(AppIdKey, appId);
        request.Options.Set(MethodNameKey, methodName);
        sidecar.Authorize(request);
        return request;
    }

    public override HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod,
        string appId,
        string methodName,
        IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters,
        TRequest data)
    {
        var request = CreateInvokeMethodRequest(httpMethod, appId, methodName, queryStringParameters);
        request.Content = JsonContent.Create(data, options: json);
        return request;
    }

    public override async Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is null || !sidecar.Endpoint.IsBaseOf(request.RequestUri))
        {
            throw new InvalidOperationException($"'{request.RequestUri}' is not an invocation through this client's sidecar.");
        }

        try
        {
            return await sidecar.Client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw InvocationFailure(request, unreachable, null);
        }
    }

    public override async Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using var response = await InvokeSuccessfullyAsync(request, cancellationToken);
    }

    public override async Task<TResponse> InvokeMethodAsync<TResponse>(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default)
    {
        var response = await InvokeSuccessfullyAsync(request, cancellationToken);
        try
        {
            return (await response.Content.ReadFromJsonAsync<TResponse>(json, cancellationToken))!;
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException)
        {
            throw InvocationFailure(request, unreadable, response);
        }
    }

    private async Task<HttpResponseMessage> InvokeSuccessfullyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await InvokeMethodWithResponseAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? response
            : throw InvocationFailure(
                request,
                new HttpRequestException($"The answer was {(int)response.StatusCode}.", null, response.StatusCode),
                response);
    }

    private static InvocationException InvocationFailure(HttpRequestMessage request, Exception cause, HttpResponseMessage? response)
    {
        request.Options.TryGetValue(AppIdKey, out var appId);
        request.Options.TryGetValue(MethodNameKey, out var methodName);
        return new InvocationException(appId, methodName, cause, response);
    }
}
