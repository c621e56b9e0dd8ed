# The application in an image without a shell. Build it from the repository root, after ./mvnw package:
#     docker build -t heloise:1.0.0-SNAPSHOT .

FROM eclipse-temurin:25-jdk AS runtime
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]

# jdk.zipfs and java.management are for Javalin, java.xml for Jackson, jdk.crypto.ec for TLS, java.naming for the names in certificates.
# Temurin's image has a strip; without one the symbols of the JVM stay, 5 MB of them.
RUN "$JAVA_HOME/bin/jlink" --output /image/java --strip-java-debug-attributes --no-man-pages --no-header-files --compress zip-9 \
        --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs \
    && rm -rf /image/java/legal /image/java/lib/server/*.jsa /image/java/lib/jexec /image/java/bin/[!j]* /image/java/bin/j[!a]* \
    && if command -v strip; then strip --strip-unneeded /image/java/lib/*.so /image/java/lib/server/*.so; fi \
    && mkdir -m 1777 /image/tmp \
    && mkdir -p /image/etc \
    && echo 'heloise:x:65532:65532::/tmp:/' > /image/etc/passwd

# The loader and the C libraries that the runtime names, where it looks for them.
RUN for file in /image/java/bin/java /image/java/lib/*.so /image/java/lib/server/*.so; do ldd "$file"; done \
        | grep -oE '/[^ ]+\.so[^ ]*' | grep -v '^/image/' | sort -u \
        | while read -r library; do mkdir -p "/image$(dirname "$library")"; cp -L "$library" "/image$library"; done

COPY LICENSE /image/LICENSE
COPY web-ui/target/heloise.jar /image/heloise.jar

# The run that trains the cache stands where the application will: the cache holds only for the same path.
COPY web-ui/src/main/docker/train /train
RUN ln -s /image/java /java && cp -a /image/heloise.jar / && /train /java/bin/java /image/heloise.aot


FROM scratch
ARG VERSION=1.0.0-SNAPSHOT
LABEL org.opencontainers.image.title="Heloise" \
      org.opencontainers.image.description="A fake SMTP server for test suites" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=runtime /image/ /
ENV HELOISE_BIND=0.0.0.0
USER 65532:65532
EXPOSE 1025 8025
STOPSIGNAL SIGTERM
# An engine of 25 or later takes --health-start-interval=1s besides; the Dockerfile of older ones does not know it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s --retries=3 \
    CMD ["/java/bin/java", "-Xshare:off", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx16m", "-cp", "/heloise.jar", "dev.heloise.app.Probe"]
# The heap begins with 8 MiB, which an idle server does not fill; otherwise it begins with a 64th of the machine's memory.
ENTRYPOINT ["/java/bin/java", "-XX:AOTCache=/heloise.aot", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xss512k", "-Xms8m", "-Xlog:aot=off", "-Xlog:cds=off", "-jar", "/heloise.jar"]
