using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>Reads a list to its end.</summary>
internal static class FineLists
{
    public static async Task<List<string>> Ids(HttpClient client, string path)
    {
        var ids = new List<string>();
        var more = "";
        while (true)
        {
            var page = await client.Json(path + more);
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(line => line.GetProperty("id").GetString()!));
            if (!page.GetProperty("hasMore").GetBoolean()) return ids;
            more = (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "starting_after=" + page.GetProperty("nextCursor").GetString();
        }
    }
}
