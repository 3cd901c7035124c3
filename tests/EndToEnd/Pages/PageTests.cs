using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Pages;

[Collection("the whole machine")]
public sealed class PageTests : IDisposable
{
    private const int Offset = 8000;
    private readonly string data = Directory.CreateTempSubdirectory("fleet-e2e-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_pages_show_fines_and_mails_of_the_running_fleet()
    {
        await using var program = FleetProgram.Start("up", "--json", "--fresh", "--data", data, "--port-offset", $"{Offset}");
        using var http = new HttpClient();
        await Eventually.TrueAsync("mails were sent\n" + program.Output, async () => (await TryGetAsync(http, $"http://127.0.0.1:{5090 + Offset}/mail")).Contains("fin_", StringComparison.Ordinal));

        var dashboard = await Browser.OpenAsync($"http://127.0.0.1:{5080 + Offset}/", TestContext.Current.CancellationToken);
        Assert.Contains("fin_", Between(dashboard, "<tbody id=\"fines\">", "</tbody>"), StringComparison.Ordinal);
        Assert.Contains("fin_", Between(dashboard, "<tbody id=\"mails\">", "</tbody>"), StringComparison.Ordinal);
        Assert.Contains("<dd", Between(dashboard, "<dl id=\"numbers\"", "</dl>"), StringComparison.Ordinal);

        Machine.AskToEnd(program.Pid);
        await program.ExitCodeAsync();
        UpReport.Of(program).AssertAgrees();
    }

    private static async Task<string> TryGetAsync(HttpClient http, string url)
    {
        try
        {
            return await http.GetStringAsync(url);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(start >= 0, $"the page has no {from}");
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
