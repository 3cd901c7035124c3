namespace Fleet.Runtime.Middleware;

/// <summary>A request on its way through a pipeline, and what will become of its answer.</summary>
public interface IHttpExchange
{
    /// <summary>What is asked for; another one sends the request elsewhere.</summary>
    RequestTarget Target { get; set; }

    /// <summary>Address and port of the caller; the empty text on the way to the app.</summary>
    string Caller { get; }

    /// <summary>A header of the request; the empty text when it is absent.</summary>
    string Header(string name);

    /// <summary>Sets a header of the request, whatever it was.</summary>
    void SetHeader(string name, string value);

    /// <summary>Adds a header to the answer, whoever gives it.</summary>
    void AddToAnswer(string name, string value);

    /// <summary>Changes bodies: of the request before it goes on, of the answer when it is whole.</summary>
    void Rewrite(Func<string, string>? request, Func<string, string>? answer);
}

/// <summary>What a request asks for.</summary>
/// <param name="Path">Path without percent-escapes, from the slash on.</param>
/// <param name="Query">Query as it stands on the wire, without the question mark.</param>
public readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>Both in one, as rules match it.</summary>
    public string PathAndQuery => Query.Length == 0 ? Path : Path + "?" + Query;
}
