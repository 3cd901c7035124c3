using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;

namespace Fleet.Tests.Unit.Notification;

/// <summary>What is refused before a message is written by it.</summary>
public sealed class TemplateCheckTests
{
    private static readonly Partials Partials = FineNoticeTests.Shipped.Locales["en"].Partials;

    [Theory]
    [InlineData("{{colour}}", "unknown_field")]
    [InlineData("{{FineId}}", "unknown_field")]
    [InlineData("{{fineId.length}}", "unknown_field")]
    [InlineData("{{this}}", "unknown_field")]
    [InlineData("{{@root.fineId}}", "unknown_field")]
    [InlineData("{{reason}}", "may_be_absent")]
    [InlineData("{{#if reason}}{{else}}{{reason}}{{/if}}", "may_be_absent")]
    [InlineData("{{#if reason}}{{/if}}{{reason}}", "may_be_absent")]
    [InlineData("{{#if colour}}x{{/if}}", "unknown_field")]
    [InlineData("{{lookup fineId plate}}", "unknown_helper")]
    [InlineData("{{#with fineId}}x{{/with}}", "unknown_helper")]
    [InlineData("{{> nothing}}", "unknown_partial")]
    [InlineData("{{#each fineId}}x{{/each}}", "is_no_list")]
    [InlineData("{{{fineId}}}", "wrong_tag")]
    [InlineData("{{&fineId}}", "wrong_tag")]
    [InlineData("{{~{fineId}~}}", "wrong_tag")]
    [InlineData("{{#if reason}}x", "block_not_closed")]
    [InlineData("{{/if}}", "wrong_tag")]
    [InlineData("{{else}}", "wrong_tag")]
    [InlineData("{{#if reason}}{{/each}}{{/if}}", "wrong_tag")]
    [InlineData("{{fineId", "wrong_tag")]
    [InlineData("{{!-- x", "wrong_tag")]
    [InlineData("\\{{fineId}}", "wrong_tag")]
    [InlineData("", "empty_part")]
    public void A_text_is_refused(string text, string code)
    {
        var mistake = Assert.Single(TemplateCheck.Of(new TemplateParts("s", text, "<p></p>"), FieldSets.Of("fine.reduced")!, Partials));
        Assert.Equal((PartNames.Text, 1, code), (mistake.Part, mistake.Line, mistake.Code));
    }

    [Theory]
    [InlineData("{{#if reason}}{{reason}}{{else}}{{fineId}}{{/if}}")]
    [InlineData("{{#unless reason}}none{{else}}{{reason}}{{/unless}}")]
    [InlineData("{{! a comment }}{{!-- another }} one --}}{{~fineId~}}")]
    [InlineData("{{> pay}}")]
    public void A_text_is_taken(string text) =>
        Assert.Empty(TemplateCheck.Of(new TemplateParts("s", text, "<p></p>"), FieldSets.Of("fine.reduced")!, Partials));

    [Theory]
    [InlineData("<p title={{plate}}>")]
    [InlineData("<p {{plate}}>")]
    [InlineData("<{{plate}}>")]
    [InlineData("<script>var a = '{{plate}}';</script>")]
    [InlineData("<style>{{plate}}</style>")]
    [InlineData("<!-- {{plate}} -->")]
    [InlineData("<p onclick=\"{{plate}}\">")]
    [InlineData("<p style='color: {{plate}}'>")]
    [InlineData("<a href=\"{{plate}}\">")]
    [InlineData("<a\nhref = '{{plate}}'>")]
    public void A_value_in_a_page_stands_where_encoding_protects(string html)
    {
        var mistake = Assert.Single(TemplateCheck.Of(new TemplateParts("s", "t", html), FieldSets.Of("fine.reduced")!, Partials));
        Assert.Equal(("unsafe_place", "plate"), (mistake.Code, mistake.Field));
    }

    [Theory]
    [InlineData("<p title=\"{{plate}}\" class='a'>{{plate}}</p>")]
    [InlineData("<a href=\"{{payUrl}}\">x</a>")]
    [InlineData("<a href=\"https://example.org/?id={{fineId}}\">x</a>")]
    [InlineData("<title>{{subject}}</title><script>var a = 1 < 2;</script><p>{{plate}}</p>")]
    [InlineData("<!-- a > b --><p>{{plate}}</p>")]
    public void Places_between_tags_and_in_quotes_are_safe(string html) =>
        Assert.Empty(TemplateCheck.Of(new TemplateParts("s", "t", html), FieldSets.Of("fine.reduced")!, Partials));

    [Fact]
    public void A_list_has_fields_of_its_own_and_those_around_it_above()
    {
        const string good = "{{#each instalments}}{{@index}} {{dueDate}} {{amount}} {{../fineId}}{{/each}}";
        Assert.Empty(Check(good));
        Assert.Equal("unknown_field", Assert.Single(Check("{{#each instalments}}{{fineId}}{{/each}}")).Code);
        Assert.Equal("unknown_field", Assert.Single(Check("{{../fineId}}")).Code);
        Assert.Equal("is_list", Assert.Single(Check("{{instalments}}")).Code);

        static IReadOnlyList<TemplateMistake> Check(string text) =>
            TemplateCheck.Of(new TemplateParts("s", text, "<p></p>"), FieldSets.Of("fine.instalments_agreed")!, Partials);
    }

    [Fact]
    public void Partials_that_use_each_other_without_end_are_refused()
    {
        var endless = new Partials(new Dictionary<string, string> { ["a"] = "{{> b}}", ["b"] = "{{> a}}" }, new Dictionary<string, string>());
        Assert.Equal("too_deep", Assert.Single(TemplateCheck.Of(new TemplateParts("s", "{{> a}}", "<p></p>"), FieldSets.Of("fine.paid")!, endless)).Code);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_line()
    {
        var mistakes = TemplateCheck.Of(new TemplateParts("a\nb", "x\n{{one}}\n\n{{two}}", "<p>\n{{three}}"), FieldSets.Of("fine.paid")!, Partials);
        Assert.Equal([("subject", 2, null), ("text", 2, "one"), ("text", 4, "two"), ("html", 2, "three")], mistakes.Select(mistake => (mistake.Part, mistake.Line, mistake.Field)));
    }

    [Fact]
    public void A_file_says_what_it_lacks()
    {
        var (file, mistakes) = TemplateFile.Read("1.hbs", "--- subject\ns\n--- colour\nred\n");
        Assert.Null(file);
        Assert.Equal(["unknown_part", "missing_part", "missing_part"], mistakes.Select(mistake => mistake.Code));
        Assert.Equal(3, mistakes[0].Line);
    }
}
