using System.Text.Encodings.Web;

namespace Fleet.Gateway.Pages;

/// <summary>What all pages for the recipients of fines have around them.</summary>
internal static class PageFrame
{
    /// <summary>The page of a fine that there is not.</summary>
    public static string UnknownFine { get; } =
        Of("We do not know this fine", "<p>Please check the address in your notice: letter by letter, without spaces.</p>");

    /// <summary>A page.</summary>
    /// <param name="title">As plain words; not encoded.</param>
    /// <param name="body">As HTML.</param>
    public static string Of(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{title}</title>
          <link rel="stylesheet" href="/pay.css">
        </head>
        <body>
          <main>
            <h1>{title}</h1>
            {body}
          </main>
        </body>
        </html>
        """;

    /// <summary>Text as HTML.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
