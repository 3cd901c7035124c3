using System.Globalization;
using System.Net.Http.Headers;
using Fleet.Runtime.Components;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Bindings;

/// <summary><c>bindings.http</c>: calls a server outside. The operation is the verb; <c>create</c> is POST.</summary>
internal sealed class HttpBinding(ComponentContext context) : IOutputBinding
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly string[] Tracing = [TraceContext.Header, TraceContext.StateHeader];

    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler
    {
        UseCookies = false,
        MaxAutomaticRedirections = 10,
        ActivityHeadersPropagator = null,
        SslOptions = HttpBindingTls.Options(context),
    });

    private readonly long longest = ByteSize.Parse("maxResponseBodySize", context.Metadata.Text("maxResponseBodySize") ?? "100Mi");
    private readonly TimeSpan? limit = context.Metadata.Text("responseTimeout") is null ? null : context.Metadata.Duration("responseTimeout", TimeSpan.Zero, TimeSpan.FromSeconds(1));

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "bindings.http",
        [
            new("url", Required: true), new("errorIfNot2XX", FieldKind.Boolean), new("responseTimeout", FieldKind.Duration),
            new("securityToken"), new("securityTokenHeader"), new("maxResponseBodySize"), .. HttpBindingTls.Fields,
        ],
        context => new HttpBinding(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; } = ["create", "get", "head", "post", "put", "patch", "delete", "options", "trace"];

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        using var timeout = limit is { } span ? new CancellationTokenSource(span, context.Shared.Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = Message(request);
        try
        {
            using var response = await invoker.SendAsync(message, either.Token);
            var body = await ReadAsync(response.Content, either.Token);
            var metadata = Metadata(response);
            if (!response.IsSuccessStatusCode && IsStrict(request))
                throw new BindingException($"received status code '{(int)response.StatusCode}'", metadata);
            return new BindingResponse(body, metadata);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested)
        {
            throw new ComponentException($"no answer within {GoDuration.Format(limit!.Value)}", late);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        invoker.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool IsStrict(BindingRequest request) =>
        new ComponentMetadata([new("errorIfNot2XX", request.Setting("errorIfNot2XX", context.Metadata) ?? "")]).Boolean("errorIfNot2XX", fallback: true);

    // What is longer than wanted is cut off, as daprd does.
    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (longest <= 0)
            return await content.ReadAsByteArrayAsync(cancellationToken);
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        var part = new byte[16 * 1024];
        while (longest - kept.Length is > 0 and var left
            && await body.ReadAsync(part.AsMemory(0, (int)Math.Min(left, part.Length)), cancellationToken) is > 0 and var count)
            kept.Write(part, 0, count);
        return kept.ToArray();
    }

    private HttpRequestMessage Message(BindingRequest request)
    {
        var method = request.Operation == "create" ? HttpMethod.Post : new HttpMethod(request.Operation.ToUpperInvariant());
        var hasBody = method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch;
        var message = new HttpRequestMessage(method, Url(request)) { Content = hasBody ? new ReadOnlyMemoryContent(request.Data) : null };
        message.Headers.TryAddWithoutValidation("Accept", Json);
        if (message.Content is { } content)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(Json);
        if (context.Metadata.Text("securityTokenHeader") is { } header && context.Metadata.Text("securityToken") is { } token)
            Set(message, header, token);
        // A name with a capital first letter is a header; the others steer the binding.
        foreach (var (name, value) in request.Metadata.Where(item => item.Key.Length > 0 && char.IsUpper(item.Key[0])))
            Set(message, name, value);
        foreach (var name in Tracing)
        {
            if (request.Metadata.TryGetValue(name, out var value) && value.Length > 0)
                Set(message, name, value);
        }

        return message;
    }

    private Uri Url(BindingRequest request)
    {
        var url = context.Metadata.Text("url") ?? "";
        if (request.Metadata.TryGetValue("path", out var path) && path.Length > 0)
        {
            if (path.Contains("..", StringComparison.Ordinal))
                throw new ComponentException($"invalid path: {path}");
            url = url.TrimEnd('/') + "/" + path.TrimStart('/');
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new ComponentException($"'{url}' is no http or https URL");
    }

    private static void Set(HttpRequestMessage message, string name, string value)
    {
        if (message.Headers.NonValidated.Contains(name))
            message.Headers.Remove(name);
        if (message.Headers.TryAddWithoutValidation(name, value) || message.Content is not { } content)
            return;
        content.Headers.Remove(name);
        content.Headers.TryAddWithoutValidation(name, value);
    }

    private static Dictionary<string, string> Metadata(HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["statusCode"] = status, ["status"] = $"{status} {response.ReasonPhrase}" };
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            metadata[name] = string.Join(", ", values);
        return metadata;
    }
}
