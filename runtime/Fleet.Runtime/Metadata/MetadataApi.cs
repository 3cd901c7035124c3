using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Metadata;

/// <summary>What the sidecar tells of itself, and attributes that others add.</summary>
internal static class MetadataApi
{
    public static void Map(ApiRoutes routes) => routes
        .Map("GET", "/v1.0/metadata", call => call.JsonAsync(call.Sidecar.Block<MetadataBlock>().Collect()))
        .Map("PUT", "/v1.0/metadata/{name}", PutAsync);

    private static async Task PutAsync(ApiCall call)
    {
        var value = Encoding.UTF8.GetString(await call.ReadBodyAsync());
        call.Sidecar.Block<MetadataBlock>().Extend(call.Form("name"), value);
        await call.NoContentAsync();
    }
}
