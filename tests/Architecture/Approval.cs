namespace Fleet.Tests.Architecture;

/// <summary>Compares a text with the approved one. On a difference the new text is written beside it, for a person to judge.</summary>
internal static class Approval
{
    /// <summary>Fails when <paramref name="text"/> is not what <c>Approved/NAME</c> holds.</summary>
    public static void Matches(string name, string text)
    {
        var approved = Repository.Path("tests", "Architecture", "Approved", name);
        var received = Repository.Path("artifacts", "received", name);
        var known = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (known == text)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.Fail($"tests/Architecture/Approved/{name} differs from artifacts/received/{name}; if the change is meant, copy it over");
    }
}
