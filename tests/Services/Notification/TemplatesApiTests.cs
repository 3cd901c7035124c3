using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Notification.Templates.Reading;
using Fleet.Notification.Templates.Versions;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

/// <summary>Templates while the service runs: looked at, tried, changed, rolled back.</summary>
public sealed class TemplatesApiTests
{
    private const string Issued = "/v1/templates/fine.issued/en";
    private static readonly object Own = new { subject = "Fine {{fineId}}", text = "Dear {{name}}", html = "{{#> layout}}<p>{{name}}</p>{{/layout}}" };

    [Fact]
    public async Task A_new_version_is_used_for_the_next_message_and_an_older_one_again_after_a_roll_back()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var notification = chain.Notification;
        Assert.Equal("Speeding", (await Mailed(chain, 0)).Split(' ')[0]);

        var created = await notification.PutAsJsonAsync(Issued, Own);
        Assert.Equal((HttpStatusCode.Created, 1000), (created.StatusCode, await Version(created)));
        var told = Some.Issued(1);
        Assert.Equal("Fine " + told.FineId, await Mailed(chain, 1));
        Assert.Equal(1000, (await notification.Json(Issued)).GetProperty("version").GetInt32());

        var rolledBack = await notification.PostAsync(Issued + "/versions/1/activate", null);
        Assert.Equal((HttpStatusCode.OK, 1), (rolledBack.StatusCode, await Version(rolledBack)));
        Assert.Equal("Speeding", (await Mailed(chain, 2)).Split(' ')[0]);
        Assert.Equal([1, 1000], (await notification.Json(Issued)).GetProperty("versions").EnumerateArray().Select(line => line.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_version_outlives_the_service()
    {
        var data = Directory.CreateTempSubdirectory("fleet-templates-");
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.Notification))
            Assert.Equal(HttpStatusCode.Created, (await chain.Notification.PutAsJsonAsync(Issued, Own)).StatusCode);
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.Notification))
            Assert.StartsWith("Fine fin_", await Mailed(chain, 0), StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stored_version_with_a_field_that_nobody_knows_gives_way_to_the_one_before_it()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        Assert.Equal(HttpStatusCode.Created, (await chain.Notification.PutAsJsonAsync(Issued, Own)).StatusCode);
        // As an older release may have stored it, which knew that field.
        var book = chain.OfNotification<TemplateBookCalls>();
        var old = new TemplateParts("Old {{fineId}} {{colour}}", "text", "<p></p>");
        Assert.Equal(1001, (await book.Add(new NewVersion(new TemplateKey("fine.issued", "en"), old, 1, "", "old", "test", null))).Number);
        await chain.OfNotification<StoredVersions>().Refresh(default);
        Assert.StartsWith("Fine fin_", await Mailed(chain, 0), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await chain.Notification.PostAsync(Issued + "/versions/1001/activate", null)).StatusCode);
    }

    [Fact]
    public async Task A_template_with_mistakes_is_refused_with_all_of_them_and_the_one_in_use_stays()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var refused = await chain.Notification.PutAsJsonAsync(Issued, new { subject = "{{fineId}}", text = "Dear {{name}}\n{{colour}} {{discounted}}", html = "<p>{{{name}}}</p>\n{{#if amount}}" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("template_mistakes", problem.GetProperty("code").GetString());
        Assert.Equal(
            ["text 2 colour unknown_field", "text 2 discounted may_be_absent", "html 1  wrong_tag", "html 2  block_not_closed"],
            problem.GetProperty("mistakes").EnumerateArray().Select(mistake =>
                $"{mistake.GetProperty("part")} {mistake.GetProperty("line")} {(mistake.TryGetProperty("field", out var field) ? field.GetString() : "")} {mistake.GetProperty("code")}"));
        Assert.Equal(1, (await chain.Notification.Json(Issued)).GetProperty("version").GetInt32());
        Assert.StartsWith("Speeding fine", await Mailed(chain, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_makes_one_version_and_another_body_is_refused()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        Assert.Equal(1000, await Version(await Put(chain, Own, "key-1")));
        Assert.Equal(1000, await Version(await Put(chain, Own, "key-1")));
        Assert.Equal(HttpStatusCode.OK, (await Put(chain, Own, null)).StatusCode);
        var other = await Put(chain, new { subject = "Other", text = "t", html = "<p></p>" }, "key-1");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("idempotency_key_reused", (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_preview_shows_what_is_not_kept()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var shown = await Preview(chain, new { parts = Own, data = new { name = "<b>Jo</b>", fineId = "fin_7" } });
        Assert.Equal("Fine fin_7", shown.GetProperty("subject").GetString());
        Assert.Equal("Dear <b>Jo</b>\n", shown.GetProperty("text").GetString());
        Assert.Contains("<p>&lt;b&gt;Jo&lt;/b&gt;</p>", shown.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("Jo Sample", (await Preview(chain, new { })).GetProperty("text").GetString(), StringComparison.Ordinal);

        var unknown = await chain.Notification.PostAsJsonAsync(Issued + "/preview", new { data = new { colour = "red" } });
        Assert.Equal((HttpStatusCode.BadRequest, "data.colour"), (unknown.StatusCode, (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("param").GetString()));
        Assert.Equal(1, (await chain.Notification.Json(Issued)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task All_templates_are_listed_in_pages_and_what_is_not_there_is_not_found()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var (names, cursor) = (new List<string>(), "");
        do
        {
            var page = await chain.Notification.Json("/v1/templates?limit=40" + cursor);
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(line => $"{line.GetProperty("template")}/{line.GetProperty("locale")}"));
            cursor = page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } after ? "&starting_after=" + Uri.EscapeDataString(after) : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(names.Distinct(), names);
        Assert.Contains("fine.prescribed/de", names);
        Assert.Equal(0, names.Count % 3);
        foreach (var path in new[] { "/v1/templates/fine.issued/fr", "/v1/templates/fine.nothing/en", Issued + "?version=5" })
            Assert.Equal(HttpStatusCode.NotFound, (await chain.Notification.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await chain.Notification.PostAsync(Issued + "/versions/1001/activate", null)).StatusCode);
    }

    private static async Task<string> Mailed(ServiceChain chain, int number)
    {
        var told = Some.Issued(number);
        await chain.Publish(Topics.FineEvents, told);
        await Answers.Until(() => chain.Mails.Mails.Any(mail => mail.Subject.Contains(told.FineId, StringComparison.Ordinal)));
        return chain.Mails.Mails.First(mail => mail.Subject.Contains(told.FineId, StringComparison.Ordinal)).Subject;
    }

    private static async Task<HttpResponseMessage> Put(ServiceChain chain, object parts, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Issued) { Content = JsonContent.Create(parts) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await chain.Notification.SendAsync(request);
    }

    private static async Task<JsonElement> Preview(ServiceChain chain, object body)
    {
        var answer = await chain.Notification.PostAsJsonAsync(Issued + "/preview", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<int> Version(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32();
}
