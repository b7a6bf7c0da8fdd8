FROM python:3.13-slim

RUN useradd --create-home stances
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
RUN mkdir /data && chown stances /data

USER stances
ENV BIND=0.0.0.0 DATA_DIR=/data PYTHONUNBUFFERED=1
EXPOSE 8000
VOLUME /data

CMD ["python", "manage.py", "serve"]
