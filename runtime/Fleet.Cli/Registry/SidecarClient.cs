using System.Globalization;

namespace Fleet.Cli.Registry;

/// <summary>Speaks to the sidecar of an app that runs.</summary>
internal static class SidecarClient
{
    /// <summary>The variable with the token of a sidecar's API.</summary>
    public const string Token = "DAPR_API_TOKEN";

    /// <summary>A client whose relative addresses are those of the sidecar; it shows the token of <c>DAPR_API_TOKEN</c>.</summary>
    public static HttpClient Of(AppEntry app)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = ApiOf(app),
        };
        if (Environment.GetEnvironmentVariable(Token) is { Length: > 0 } token)
            client.DefaultRequestHeaders.Add("dapr-api-token", token);
        return client;
    }

    /// <summary>Where its HTTP API is.</summary>
    public static Uri ApiOf(AppEntry app) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{app.HttpPort}/"));

    /// <summary>The first app of this id.</summary>
    public static AppEntry? Find(RunRegistry registry, string appId) =>
        registry.All().SelectMany(run => run.Apps).FirstOrDefault(app => app.AppId == appId);
}
