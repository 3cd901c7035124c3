using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Http;
using Fleet.Runtime.Middleware;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.Hosting;

/// <summary>The way from a sidecar to its app.</summary>
public sealed class AppChannel : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly SemaphoreSlim? places;
    private readonly string? token;
    private readonly long largestAnswer;
    private readonly HttpMeter meter;
    private readonly HttpPipeline pipeline;
    private readonly FaultBook faults;
    private readonly string appId;

    internal AppChannel(SidecarOptions options, HttpMeter meter, HttpPipeline pipeline, FaultBook faults)
    {
        this.faults = faults;
        appId = options.AppId;
        this.meter = meter;
        this.pipeline = pipeline;
        IsInProcess = options.AppHandler is not null;
        Port = options.AppPort;
        Host = options.AppChannelAddress;
        BaseAddress = IsInProcess
            ? new Uri("http://localhost")
            : new UriBuilder(options.AppProtocol == "https" ? "https" : "http", Host, options.AppPort ?? 0).Uri;
        invoker = new HttpMessageInvoker(options.AppHandler ?? NewSocketsHandler(), disposeHandler: !IsInProcess);
        places = options.AppMaxConcurrency > 0 ? new SemaphoreSlim(options.AppMaxConcurrency) : null;
        largestAnswer = options.MaxBodySize;
        token = options.Environment.TryGetValue("APP_API_TOKEN", out var value) && value.Length > 0 ? value : null;
        Version = options.AppProtocol == "h2c" ? HttpVersion.Version20 : HttpVersion.Version11;
    }

    /// <summary>Where the app is.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The app's host.</summary>
    public string Host { get; }

    /// <summary>The app's port; null for an in-process app.</summary>
    public int? Port { get; }

    /// <summary>True for an app that is called without a port.</summary>
    public bool IsInProcess { get; }

    /// <summary>False while health checks say that the app must not be called.</summary>
    public bool IsHealthy { get; internal set; } = true;

    private Version Version { get; }

    /// <summary>A request to the app. <paramref name="pathAndQuery"/> goes out as it is given, but for what a request line cannot hold.</summary>
    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery, HttpContent? content = null)
    {
        var path = PathText.Bare(pathAndQuery.StartsWith('/') ? pathAndQuery : "/" + pathAndQuery);
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return new HttpRequestMessage(method, new Uri(BaseAddress.GetLeftPart(UriPartial.Authority) + path, options))
        {
            Content = content,
            Version = Version,
            VersionPolicy = Version.Major == 2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>Sends; the answer's body is not read yet. Waits when the app has as many calls as it may have.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="operation">What kind of call it is; null: a question of the sidecar itself.</param>
    /// <param name="target">What the operation says its target is.</param>
    /// <param name="component">Component that the call comes from; null: none.</param>
    /// <exception cref="HttpRequestException">The app is not there, is unhealthy, or broke the connection.</exception>
    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken, FaultOperation? operation = null, string? target = null, string? component = null) => !faults.Acts
        ? SendNowAsync(request, cancellationToken)
        : faults.SendAsync(new FaultPlace(operation ?? FaultOperations.Ask, appId, component, target), request, SendNowAsync, cancellationToken);

    private async Task<HttpResponseMessage> SendNowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsHealthy)
            throw new HttpRequestException("the app is not in a healthy state");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("dapr-api-token", token);
        if (places is null)
            return await AppExchange.SendAsync(pipeline, request, CallAsync, cancellationToken);

        await places.WaitAsync(cancellationToken);
        try
        {
            var response = await AppExchange.SendAsync(pipeline, request, CallAsync, cancellationToken);
            response.Content = new PlacedContent(response.Content, places);
            return response;
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>Reads an answer into memory.</summary>
    /// <exception cref="HttpRequestException">The app broke off, or says more than the sidecar takes.</exception>
    public Task LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.Content.LoadIntoBufferAsync(largestAnswer, cancellationToken);

    /// <summary>An answer's body. At most as large as a request to the sidecar may be.</summary>
    /// <exception cref="HttpRequestException">The app broke off, or says more than the sidecar takes.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await LoadAsync(response, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Asks for the app's health, whatever is known of it.</summary>
    internal async Task<HttpResponseMessage> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var began = meter.Now;
        var response = !faults.Acts
            ? await invoker.SendAsync(Request(HttpMethod.Get, path), cancellationToken)
            : await faults.SendAsync(new FaultPlace(FaultOperations.Probe, appId), Request(HttpMethod.Get, path), invoker.SendAsync, cancellationToken);
        meter.Probed(began, (int)response.StatusCode);
        return response;
    }

    /// <summary>Whether somebody listens on the app's port.</summary>
    public async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        if (IsInProcess)
            return true;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Host, Port!.Value, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private async Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var began = meter.Now;
        var response = await invoker.SendAsync(request, cancellationToken);
        meter.Called(began, request, response);
        return response;
    }

    private static SocketsHttpHandler NewSocketsHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = AppConnection.ConnectAsync,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // A caller's Expect goes on to the app, but nobody waits for an app that does not answer it.
        Expect100ContinueTimeout = TimeSpan.FromMilliseconds(1),
        // As the server reads and writes them.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };
}
