using Fleet.Gateway.Pages;

namespace Fleet.Gateway.Objecting;

/// <summary>The pages of an objection as HTML: no script, nothing personal, everything encoded.</summary>
internal static class ObjectHtml
{
    /// <summary>A page that asks why.</summary>
    /// <param name="fineId">The fine.</param>
    /// <param name="onceKey">Makes a button that is pressed twice object once.</param>
    /// <param name="isEmpty">It was sent without grounds, or with too many.</param>
    public static string Form(string fineId, string onceKey, bool isEmpty) => PageFrame.Of("Object to your fine", $"""
        <p>Reference: <strong>{PageFrame.Text(fineId)}</strong></p>
        {(isEmpty ? "<p role=\"alert\">Please say why, in 4,000 characters at most.</p>" : "")}
        <form method="post" action="/object/{PageFrame.Text(fineId)}">
          <input type="hidden" name="once" value="{PageFrame.Text(onceKey)}">
          <p><label for="grounds">Why do you not agree?</label></p>
          <p><textarea id="grounds" name="grounds" rows="10" maxlength="4000" required></textarea></p>
          <button type="submit" id="object">Send the objection</button>
        </form>
        <p>Until it is decided, all terms stand still: you need not pay, and nothing is added.</p>
        """);

    public static string Taken(string fineId) => PageFrame.Of("We have your objection", $"""
        <p>Reference: <strong>{PageFrame.Text(fineId)}</strong></p>
        <p>All terms stand still until it is decided. You will hear from us.</p>
        """);

    public static string NotPossible(string fineId) => PageFrame.Of("You cannot object to this fine any more", $"""
        <p>Reference: <strong>{PageFrame.Text(fineId)}</strong></p>
        <p>The term to object is over, an objection was made before, or the fine is closed.</p>
        """);

    public static string Away(string fineId) => PageFrame.Of("Objecting is not possible right now", $"""
        <p>Please try again in a few minutes.</p>
        <p><a id="again" href="/object/{PageFrame.Text(fineId)}">Try again</a></p>
        """);
}
