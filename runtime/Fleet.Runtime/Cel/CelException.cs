namespace Fleet.Runtime.Cel;

/// <summary>A CEL expression that cannot be read, or whose evaluation failed; the text is for a person.</summary>
public class CelException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A text that is no CEL expression.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="position">Where in the text, from 0.</param>
/// <param name="inner">The cause.</param>
public sealed class CelSyntaxException(string message, int position, Exception? inner = null) : CelException($"{message} (at character {position + 1})", inner);
