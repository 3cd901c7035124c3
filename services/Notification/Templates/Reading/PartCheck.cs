using Fleet.Notification.Templates.Model;

namespace Fleet.Notification.Templates.Reading;

/// <summary>Checks one part: every field, helper and partial is known, what may be absent is asked for first, and every block is closed.</summary>
internal sealed class PartCheck
{
    private const int Deepest = 20;
    private readonly List<TemplateMistake> mistakes = [];
    private readonly Stack<OpenBlock> blocks = new();
    private readonly Stack<string> inside = new();
    private readonly IReadOnlyDictionary<string, string> partials;
    private readonly HtmlPlaces? places;
    private readonly string part;
    private FieldScope scope;

    private PartCheck(string part, FieldSet fields, Partials partials)
    {
        this.part = part;
        this.partials = partials.For(part);
        places = part == PartNames.Html ? new HtmlPlaces() : null;
        scope = new FieldScope(fields.ByName, null);
    }

    /// <summary>The mistakes of a part and of the partials that it uses.</summary>
    public static IReadOnlyList<TemplateMistake> Of(string part, string source, FieldSet fields, Partials partials)
    {
        var check = new PartCheck(part, fields, partials);
        check.Walk(TagReader.Read(source));
        return check.mistakes;
    }

    private string Where => inside.TryPeek(out var partial) ? "partial " + partial : part;

    private void Walk(IReadOnlyList<Tag> tags)
    {
        var depth = blocks.Count;
        foreach (var tag in tags) Take(tag, depth);
        while (blocks.Count > depth)
        {
            var open = blocks.Pop();
            scope = open.Outer;
            Add(open.Line, null, "block_not_closed", $"The block {{{{#{open.Name}}}}} is not closed.");
        }
    }

    private void Take(Tag tag, int depth)
    {
        switch (tag.Kind)
        {
            case TagKind.Literal: places?.Pass(tag.Name); break;
            case TagKind.Value: Value(tag); break;
            case TagKind.Open: Open(tag); break;
            case TagKind.Else: Else(tag, depth); break;
            case TagKind.Close: Close(tag, depth); break;
            case TagKind.Partial: Partial(tag); break;
            case TagKind.OpenPartial: OpenPartial(tag); break;
            default: Add(tag.Line, null, "wrong_tag", tag.Name); break;
        }
    }

    private void Value(Tag tag)
    {
        if (tag.Words.Count != 1)
        {
            Add(tag.Line, tag.Name, "unknown_helper", $"'{tag.Name}' is no helper; a value is a field alone.");
            return;
        }

        if (Find(tag, tag.Name) is not { } found) return;
        if (found.Field.Items is not null) Add(tag.Line, tag.Name, "is_list", $"'{tag.Name}' is a list: write {{{{#each {tag.Name}}}}}.");
        else if (!found.IsSure) Add(tag.Line, tag.Name, "may_be_absent", $"'{tag.Name}' may be absent: put it into {{{{#if {tag.Name}}}}}…{{{{/if}}}}.");
        if (places?.Objection(tag.Name) is { } objection) Add(tag.Line, tag.Name, "unsafe_place", objection);
    }

    private void Open(Tag tag)
    {
        var block = new OpenBlock(tag.Name, tag.Line, scope, tag.Words.Count == 2 ? tag.Words[1] : null, null);
        blocks.Push(block);
        if (tag.Name is not ("if" or "unless" or "each"))
            Add(tag.Line, tag.Name, "unknown_helper", $"'{tag.Name}' is no helper; blocks are if, unless and each.");
        else if (block.Field is null)
            Add(tag.Line, tag.Name, "wrong_tag", $"{{{{#{tag.Name}}}}} takes one field.");
        else if (Find(tag, block.Field) is { } found)
            Enter(tag, block, found);
    }

    private void Enter(Tag tag, OpenBlock block, FoundField found)
    {
        if (tag.Name == "if") scope = scope.Knowing(block.Field!);
        if (tag.Name != "each") return;
        if (found.Field.Items is { } items) scope = new FieldScope(items.ToDictionary(field => field.Name, StringComparer.Ordinal), scope);
        else Add(tag.Line, block.Field, "is_no_list", $"'{block.Field}' is no list.");
    }

    private void Else(Tag tag, int depth)
    {
        if (blocks.Count == depth || blocks.Peek() is { Layout: not null })
        {
            Add(tag.Line, null, "wrong_tag", "{{else}} stands in no block.");
            return;
        }

        var open = blocks.Peek();
        scope = open is { Name: "unless", Field: { } field } ? open.Outer.Knowing(field) : open.Outer;
    }

    private void Close(Tag tag, int depth)
    {
        if (blocks.Count == depth || blocks.Peek().Name != tag.Name)
        {
            Add(tag.Line, null, "wrong_tag", $"{{{{/{tag.Name}}}}} closes no open block.");
            return;
        }

        var open = blocks.Pop();
        scope = open.Outer;
        if (open.Layout is not { } layout) return;
        inside.Push(open.Name);
        Walk(layout);
        inside.Pop();
    }

    private void Partial(Tag tag)
    {
        if (tag.Name == Partials.Block || Known(tag) is not { } source) return;
        inside.Push(tag.Name);
        Walk(TagReader.Read(source));
        inside.Pop();
    }

    // What stands before the block in the layout is passed now, what stands after it when the block is closed.
    private void OpenPartial(Tag tag)
    {
        var tags = Known(tag) is { } source ? TagReader.Read(source) : [];
        var split = tags.TakeWhile(inner => inner is not { Kind: TagKind.Partial, Name: Partials.Block }).Count();
        inside.Push(tag.Name);
        Walk([.. tags.Take(split)]);
        inside.Pop();
        blocks.Push(new OpenBlock(tag.Name, tag.Line, scope, null, [.. tags.Skip(split)]));
    }

    private string? Known(Tag tag)
    {
        if (tag.Words.Count != 1) Add(tag.Line, tag.Name, "wrong_tag", "A partial takes no arguments.");
        else if (inside.Count >= Deepest) Add(tag.Line, tag.Name, "too_deep", "Partials use each other without end.");
        else if (partials.TryGetValue(tag.Name, out var source)) return source;
        else Add(tag.Line, tag.Name, "unknown_partial", $"There is no partial '{tag.Name}'; there are {string.Join(", ", partials.Keys.Order(StringComparer.Ordinal))}.");
        return null;
    }

    private FoundField? Find(Tag tag, string path)
    {
        if (scope.Find(path) is { } found && !(part == PartNames.Subject && path == PartNames.Subject)) return found;
        Add(tag.Line, path, "unknown_field", $"There is no field '{path}' here; there are {string.Join(", ", scope.Names)}.");
        return null;
    }

    private void Add(int line, string? field, string code, string message) => mistakes.Add(new TemplateMistake(Where, line, field, code, message));

    private sealed record OpenBlock(string Name, int Line, FieldScope Outer, string? Field, IReadOnlyList<Tag>? Layout);
}
