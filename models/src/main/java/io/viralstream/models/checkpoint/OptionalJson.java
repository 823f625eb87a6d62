package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Optional;

/// A part of settings that may be absent, as JSON: an object of its own, or null.
final class OptionalJson {
  private OptionalJson() {}

  /// Writes either.
  static final class Writer extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      if (value.isPresent()) {
        context.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }

  /// Reads either, as the type that the component names.
  static final class Reader extends StdDeserializer<Optional<?>> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final JavaType part;

    Reader() {
      this(TypeFactory.unknownType());
    }

    private Reader(JavaType part) {
      super(Optional.class);
      this.part = part;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new Reader(context.getContextualType().containedTypeOrUnknown(0));
    }

    @Override
    public Optional<?> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return Optional.of(context.<Object>readValue(in, part));
    }

    @Override
    public Optional<?> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
